import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { BuildManifest, Catalog } from '@mortise/shared'

/** What the build manifests say that a page must request. Addresses are paths with their query. */
export interface BuildFacts {
  readonly pluginIds: readonly string[]
  /** Every script of every plugin. */
  readonly pluginScripts: ReadonlySet<string>
  /** The chunks that a plugin's entry, or one of its features, needs; each once, sorted. */
  scripts(plugin: string, feature?: string): string[]
  /** The fallback providers of what the plugin's entry, or one of its features, shares. */
  providers(plugin: string, feature?: string): string[]
  styles(plugin: string, feature: string): string[]
  manifest(plugin: string): BuildManifest
}

/** Reads the build of the playground or of the lab. */
export function readBuild(app: 'playground' | 'lab'): BuildFacts {
  const folder = { playground: '../../playground/dist/', lab: '../lab/dist/' }[app]
  const dist = new URL(folder, import.meta.url)
  const read = (path: string) =>
    JSON.parse(readFileSync(fileURLToPath(new URL(`.${path}`, dist)), 'utf8'))
  const catalog: Catalog = read('/plugins.json')
  const addresses = new Map(
    catalog.plugins.map(({ id, manifest }) => [id, resolveAddress(manifest, '/plugins.json')]),
  )

  function manifest(plugin: string): BuildManifest {
    const address = addresses.get(plugin)
    if (!address) throw new Error(`The catalog has no plugin "${plugin}".`)
    return read(new URL(address, 'http://site').pathname)
  }

  function chunkNames({ chunks, features, entry }: BuildManifest, feature?: string) {
    const name = feature === undefined ? entry : features[feature]?.chunk
    if (!name) throw new Error(`The build manifest has no feature "${feature}".`)
    return [...(chunks[name]?.deps ?? []), name]
  }

  function scripts(plugin: string, feature?: string) {
    const build = manifest(plugin)
    const base = addresses.get(plugin) ?? ''
    return chunkNames(build, feature)
      .flatMap((name) => build.chunks[name]?.file ?? [])
      .map((file) => resolveAddress(file, base))
      .toSorted()
  }

  function providers(plugin: string, feature?: string) {
    const { provides = {}, ...build } = manifest(plugin)
    const keys = chunkNames(build, feature).flatMap((name) => build.chunks[name]?.shared ?? [])
    const specifiers = keys.flatMap((key) => build.shared[key]?.specifier ?? [])
    const chunks = specifiers.flatMap((specifier) => provides[specifier]?.chunk ?? [])
    const base = addresses.get(plugin) ?? ''
    return chunks.flatMap((name) => resolveAddress(build.chunks[name]?.file ?? '', base))
  }

  return {
    pluginIds: [...addresses.keys()],
    pluginScripts: new Set(
      [...addresses].flatMap(([id, address]) =>
        Object.values(manifest(id).chunks).map(({ file }) => resolveAddress(file, address)),
      ),
    ),
    scripts,
    providers,
    styles(plugin, feature) {
      const build = manifest(plugin)
      const names = [...chunkNames(build), ...chunkNames(build, feature)]
      const styles = names.flatMap((name) => build.chunks[name]?.styles ?? [])
      return [...new Set(styles)].map((style) => resolveAddress(style, addresses.get(plugin) ?? ''))
    },
    manifest,
  }
}

function resolveAddress(address: string, base: string) {
  const { pathname, search } = new URL(address, `http://site${base}`)
  return pathname + search
}
