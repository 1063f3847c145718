import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkPluginManifest, parseJson, parsePluginManifest } from '@mortise/shared/manifest'
import type { PluginManifest, PluginManifestInput } from '@mortise/shared/manifest'
import { glob } from 'tinyglobby'
import {
  duplicateId,
  entryMissing,
  entryWithoutDefault,
  featureMissing,
  noPlugins,
} from '../errors.ts'
import { hasDefaultExport } from './module-form.ts'
import type { PluginSource } from './plugin-source.ts'
import type { PackageLookup } from './package-json.ts'

/** Loads a `plugin.config.*` file and gives its default export. */
export type LoadConfig = (file: string) => Promise<unknown>

const configFiles = ['plugin.config.ts', 'plugin.config.js', 'plugin.config.mjs']
const entryEndings = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'vue', 'svelte']

/**
 * Finds and reads every plugin folder that `patterns` name, sorted by plugin id.
 * Throws CONFIG_NO_PLUGINS, CONFIG_DUPLICATE_ID, CONFIG_ENTRY_MISSING, CONFIG_FEATURE_MISSING and
 * what parsing a manifest throws.
 */
export async function discoverPlugins(
  root: string,
  patterns: readonly string[],
  packages: PackageLookup,
  loadConfig: LoadConfig,
): Promise<PluginSource[]> {
  const names = ['plugin.json', ...configFiles]
  const files = await glob(
    patterns.flatMap((pattern) => names.map((name) => `${pattern.replace(/\/+$/, '')}/${name}`)),
    { cwd: root, absolute: true, ignore: ['**/node_modules/**'] },
  )
  if (files.length === 0) throw noPlugins(root, patterns)
  const plugins = await Promise.all(
    files.sort().map((file) => readPlugin(file, packages, loadConfig)),
  )
  const byId = new Map<string, PluginSource>()
  for (const plugin of plugins) {
    const other = byId.get(plugin.id)
    if (other) throw duplicateId(plugin.id, other.manifestFile, plugin.manifestFile)
    byId.set(plugin.id, plugin)
  }
  return plugins.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function readPlugin(
  file: string,
  packages: PackageLookup,
  loadConfig: LoadConfig,
): Promise<PluginSource> {
  const folder = dirname(file)
  const written = file.endsWith('.json')
    ? parseJson(await readFile(file, 'utf8'), file)
    : await loadConfig(file)
  const manifest = parsePluginManifest(written, file)
  checkPluginManifest(manifest, file)
  const json = packages.ownerOf(file)?.json
  return {
    id: manifest.id,
    folder,
    manifestFile: file,
    manifest,
    // Parsing has just shown that it has this form.
    written: written as PluginManifestInput,
    entry: await findEntry(manifest, folder),
    features: findFeatures(manifest, folder),
    dependencies: json?.dependencies ?? {},
    peerDependencies: json?.peerDependencies ?? {},
  }
}

async function findEntry(manifest: PluginManifest, folder: string) {
  const candidates = manifest.entry
    ? [manifest.entry]
    : entryEndings.map((ending) => `src/index.${ending}`)
  const found = candidates.map((name) => join(folder, name)).find((path) => existsSync(path))
  if (!found) throw entryMissing(manifest.id, folder, manifest.entry)
  if (/\.[cm]?[jt]sx?$/.test(found) && !hasDefaultExport(found, await readFile(found, 'utf8'))) {
    throw entryWithoutDefault(manifest.id, found)
  }
  return found
}

function findFeatures(manifest: PluginManifest, folder: string) {
  const features: Record<string, string> = {}
  for (const [name, file] of Object.entries(manifest.features ?? {})) {
    const path = join(folder, file)
    if (!existsSync(path)) throw featureMissing(manifest.id, name, path)
    features[name] = path
  }
  return features
}
