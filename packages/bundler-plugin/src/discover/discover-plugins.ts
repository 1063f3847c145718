import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MortiseError } from '@mortise/shared'
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

/** What happens to a mistake: a build throws it and stops, a check notes it and goes on. */
export type Refuse = (error: MortiseError) => void

export const stopAt: Refuse = (error) => {
  throw error
}

export interface DiscoverTools {
  readonly packages: PackageLookup
  readonly loadConfig: LoadConfig
  readonly refuse: Refuse
}

const configFiles = ['plugin.config.ts', 'plugin.config.js', 'plugin.config.mjs']
const entryEndings = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'vue', 'svelte']

/**
 * Finds and reads every plugin folder that `patterns` name, sorted by plugin id.
 * Refuses with CONFIG_NO_PLUGINS, CONFIG_DUPLICATE_ID, CONFIG_ENTRY_MISSING, CONFIG_FEATURE_MISSING and
 * what parsing a manifest throws. A plugin whose manifest cannot be read is left out.
 */
export async function discoverPlugins(
  root: string,
  patterns: readonly string[],
  tools: DiscoverTools,
): Promise<PluginSource[]> {
  const names = ['plugin.json', ...configFiles]
  const files = await glob(
    patterns.flatMap((pattern) => names.map((name) => `${pattern.replace(/\/+$/, '')}/${name}`)),
    { cwd: root, absolute: true, ignore: ['**/node_modules/**'] },
  )
  if (files.length === 0) tools.refuse(noPlugins(root, patterns))
  const plugins = await Promise.all(files.sort().map((file) => readPlugin(file, tools)))
  const byId = new Map<string, PluginSource>()
  for (const plugin of plugins) {
    if (!plugin) continue
    const other = byId.get(plugin.id)
    if (other) tools.refuse(duplicateId(plugin.id, other.manifestFile, plugin.manifestFile))
    else byId.set(plugin.id, plugin)
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function readPlugin(file: string, tools: DiscoverTools): Promise<PluginSource | undefined> {
  const { packages, refuse } = tools
  const folder = dirname(file)
  const read = await readManifest(file, tools).catch((error: unknown) => {
    if (!(error instanceof MortiseError)) throw error
    refuse(error)
  })
  if (!read) return undefined
  const { manifest, written } = read
  const json = packages.ownerOf(file)?.json
  return {
    id: manifest.id,
    folder,
    manifestFile: file,
    manifest,
    written,
    entry: await findEntry(manifest, folder, refuse),
    features: findFeatures(manifest, folder, refuse),
    dependencies: json?.dependencies ?? {},
    peerDependencies: json?.peerDependencies ?? {},
  }
}

async function readManifest(file: string, { loadConfig }: DiscoverTools) {
  const written = file.endsWith('.json')
    ? parseJson(await readFile(file, 'utf8'), file)
    : await loadConfig(file)
  const manifest = parsePluginManifest(written, file)
  checkPluginManifest(manifest, file)
  // Parsing has just shown that it has this form.
  return { manifest, written: written as PluginManifestInput }
}

async function findEntry(manifest: PluginManifest, folder: string, refuse: Refuse) {
  const candidates = manifest.entry
    ? [manifest.entry]
    : entryEndings.map((ending) => `src/index.${ending}`)
  const paths = candidates.map((name) => join(folder, name))
  const found = paths.find((path) => existsSync(path))
  if (!found) {
    refuse(entryMissing(manifest.id, folder, manifest.entry))
    return paths[0] ?? ''
  }
  if (/\.[cm]?[jt]sx?$/.test(found) && !hasDefaultExport(found, await readFile(found, 'utf8'))) {
    refuse(entryWithoutDefault(manifest.id, found))
  }
  return found
}

function findFeatures(manifest: PluginManifest, folder: string, refuse: Refuse) {
  const features: Record<string, string> = {}
  for (const [name, file] of Object.entries(manifest.features ?? {})) {
    const path = join(folder, file)
    if (existsSync(path)) features[name] = path
    else refuse(featureMissing(manifest.id, name, path))
  }
  return features
}
