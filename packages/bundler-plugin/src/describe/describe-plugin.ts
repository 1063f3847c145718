import { posix } from 'node:path'
import type { BuildManifest } from '@mortise/shared'
import type { PluginSource } from '../discover/plugin-source.ts'
import { featureLoading } from '../plan/feature-loading.ts'
import type { FeatureLoading } from '../plan/feature-loading.ts'
import { entryChunk } from '../plan/name-chunks.ts'
import { decidingRanges } from '../plan/shared-requirements.ts'
import type { SharedUse } from '../plan/shared-requirements.ts'
import { shortHash } from './content-hash.ts'
import { reachableFrom } from './final-chunk.ts'
import type { Closure, FinalChunk } from './final-chunk.ts'

/** What the build knows, apart from the plugin itself. */
export interface BuildFacts {
  readonly chunks: ReadonlyMap<string, FinalChunk>
  readonly closureOf: (name: string) => Closure
  /** Feature's module file → logical name of its chunk, per plugin id. */
  readonly featureChunks: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly styles: ReadonlyMap<string, { size: number; integrity: string }>
  readonly uses: ReadonlyMap<string, SharedUse>
  /** Names that the plugin's chunks import from a shared key; absent means the whole namespace. */
  readonly sharedNames: ReadonlyMap<string, readonly string[] | undefined>
  /** Fallback providers by requirement key. */
  readonly fallbacks: ReadonlyMap<
    string,
    { specifier: string; package: string; version: string; chunk: string }
  >
  /** Folder of the build manifest in the output. */
  readonly manifestFolder: string
}

/** The build manifest of one plugin. */
export function describePlugin(plugin: PluginSource, facts: BuildFacts): BuildManifest {
  const entry = entryChunk(plugin)
  const own = reachableFrom([entry], facts.chunks)
  const keys = sharedKeys(own, facts)
  const providers = [...keys].flatMap((key) => facts.fallbacks.get(key) ?? [])
  const names = reachableFrom([entry, ...providers.map(({ chunk }) => chunk)], facts.chunks)
  const allKeys = sharedKeys(names, facts)
  const chunks = names.flatMap((name) => facts.chunks.get(name) ?? [])
  const relative = (file: string) => posix.relative(facts.manifestFolder, file)
  const styleFiles = new Set(chunks.flatMap((chunk) => chunk.styles))
  const provides = providers.map(({ specifier, package: name, version, chunk }) => [
    specifier,
    { package: name, version, chunk },
  ])

  const loading = featureLoading(plugin.manifest.loading)
  const features = facts.featureChunks.get(plugin.id) ?? {}
  const comeWithEntry = loading === 'bundled' || loading === 'eager'
  const needsOf = (name: string) =>
    name === entry && comeWithEntry
      ? joinClosures(name, Object.values(features), facts.closureOf)
      : facts.closureOf(name)

  const start = [entry, ...needsOf(entry).names].flatMap((name) => facts.chunks.get(name) ?? [])

  return {
    format: 1,
    id: plugin.id,
    version: plugin.manifest.version,
    release: shortHash(
      chunks
        .map(({ id }) => id)
        .sort()
        .join(),
    ),
    executor: 'factory',
    entry,
    size: start.reduce((total, { size }) => total + size, 0),
    features: describeFeatures(features, loading),
    chunks: Object.fromEntries(
      chunks.map((chunk) => [chunk.name, describeChunk(chunk, needsOf(chunk.name), relative)]),
    ),
    styles: Object.fromEntries(
      [...styleFiles].sort().map((file) => [relative(file), facts.styles.get(file) ?? { size: 0 }]),
    ),
    shared: describeShared(plugin, allKeys, facts),
    ...(provides.length > 0 ? { provides: Object.fromEntries(provides) } : {}),
    manifest: plugin.written,
  }
}

function sharedKeys(names: readonly string[], { chunks, uses }: BuildFacts) {
  const keys = names.flatMap((name) => chunks.get(name)?.deps.filter((dep) => uses.has(dep)) ?? [])
  return [...new Set(keys)].sort()
}

/** What the page is told of a feature: nothing more where its code comes in the entry's chunk or wave. */
export function describeFeatures(
  chunks: Readonly<Record<string, string>>,
  loading: FeatureLoading,
): BuildManifest['features'] {
  const isTold = loading !== 'bundled' && loading !== 'async'
  return Object.fromEntries(
    Object.entries(chunks).map(([name, chunk]) => [
      name,
      { chunk, ...(isTold ? { fetch: loading } : {}) },
    ]),
  )
}

/** What an entry needs, and the chunks that come with it. */
function joinClosures(
  entry: string,
  chunks: readonly string[],
  closureOf: BuildFacts['closureOf'],
): Closure {
  const all = [entry, ...chunks].map(closureOf)
  const names = new Set([...all.flatMap((closure) => closure.names), ...chunks])
  names.delete(entry)
  return { names: [...names], shared: [...new Set(all.flatMap((closure) => closure.shared))] }
}

function describeChunk(
  chunk: FinalChunk,
  closure: Closure,
  relative: (file: string) => string,
): BuildManifest['chunks'][string] {
  return {
    file: relative(chunk.address),
    id: chunk.id,
    size: chunk.size,
    integrity: chunk.integrity,
    deps: [...closure.names],
    ...(closure.shared.length > 0 ? { shared: [...closure.shared] } : {}),
    ...(chunk.styles.length > 0 ? { styles: chunk.styles.map(relative) } : {}),
  }
}

function describeShared(plugin: PluginSource, keys: readonly string[], facts: BuildFacts) {
  const uses = keys.flatMap((key) => facts.uses.get(key) ?? [])
  const ranges = decidingRanges(uses)
  return Object.fromEntries(
    uses.map(({ key, specifier, package: name, range }) => {
      const names = facts.sharedNames.get(key)
      const requirement: BuildManifest['shared'][string] = {
        specifier,
        package: name,
        range: ranges.get(key) ?? range,
        ...(name in plugin.peerDependencies ? { singleton: true } : {}),
        ...(names ? { names: [...names] } : {}),
      }
      return [key, requirement]
    }),
  )
}
