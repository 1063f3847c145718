import { dependenciesOf } from '@mortise/shared/manifest'
import { createPlan } from '@mortise/shared/resolve'
import type { BuildManifest, Catalog, CatalogEntry, Plan } from '@mortise/shared'
import type { PluginSource } from '../discover/plugin-source.ts'

/** One built plugin: its folder, its build manifest, and where that stands. */
export interface BuiltPlugin {
  readonly source: PluginSource
  readonly manifest: BuildManifest
  /** Address of the build manifest, relative to the catalog's. */
  readonly address: string
  /** `sha256-…` of the build manifest; the dev server has none. */
  readonly integrity?: string
}

/** What the catalog says of a plugin. Whatever equals its default is left out. */
function describeEntry(plugin: BuiltPlugin): CatalogEntry {
  const { source, manifest, address, integrity } = plugin
  const { loading } = source.manifest
  return withoutEmpty({
    id: manifest.id,
    version: manifest.version,
    release: manifest.release,
    manifest: address,
    integrity,
    strategy: loading.strategy === 'lazy' ? undefined : loading.strategy,
    initialization: describeInitialization(source),
    ...dependenciesOf(source.manifest),
    circular: describeCircular(source),
    shared: describeRanges(manifest),
    peers: describePeers(manifest),
    provides: Object.fromEntries(
      Object.values(manifest.provides ?? {}).map(({ package: name, version }) => [name, version]),
    ),
    preload: describePreload(source),
    extensions: describeExtensions(source),
  })
}

export interface DescribedCatalog {
  readonly catalog: Catalog
  readonly plan: Plan
}

/**
 * The catalog of all plugins, in the plan's order, with the plan baked in. Plugins that the plan refuses
 * stand last: the page has to be able to say why they do not run.
 */
export function describeCatalog(
  plugins: readonly BuiltPlugin[],
  provided: ReadonlyMap<string, string>,
): DescribedCatalog {
  const entries = plugins.map(describeEntry)
  const plan = createPlan({ plugins: entries, provided: Object.fromEntries(provided) })
  const position = new Map(plan.order.map((id, index) => [id, index]))
  const last = entries.length
  entries.sort((a, b) => (position.get(a.id) ?? last) - (position.get(b.id) ?? last))
  const refused = Object.entries(plan.refused).map(([id, { code, why }]) => [id, { code, why }])
  const catalog: Catalog = {
    format: 1,
    plugins: entries,
    plan: {
      input: plan.input,
      shared: Object.fromEntries(
        Object.entries(plan.shared).map(([key, { provider }]) => [key, provider]),
      ),
      ...(refused.length > 0 ? { refused: Object.fromEntries(refused) } : {}),
    },
  }
  return { catalog, plan }
}

function describeInitialization({ manifest }: PluginSource) {
  const { priority, critical, mode } = manifest.loading.initialization
  return withoutEmpty({
    priority: priority === 100 ? undefined : priority,
    critical: critical || undefined,
    mode: mode === 'async' ? undefined : mode,
  })
}

function describeCircular({ manifest }: PluginSource) {
  const { circularDependencies } = manifest.loading.dependencyResolution
  return circularDependencies === 'warn' ? undefined : circularDependencies
}

function describeRanges({ shared }: BuildManifest) {
  const ranges: Record<string, string[]> = {}
  for (const { package: name, range } of Object.values(shared)) {
    const known = (ranges[name] ??= [])
    if (!known.includes(range)) known.push(range)
  }
  return Object.fromEntries(
    Object.entries(ranges).map(([name, list]) => {
      const [first = '*', ...others] = list
      return [name, others.length > 0 ? list : first]
    }),
  )
}

function describePeers({ shared }: BuildManifest) {
  const peers = Object.values(shared).flatMap((use) => (use.singleton ? use.package : []))
  return [...new Set(peers)]
}

function describePreload({ manifest }: PluginSource) {
  const { enabled, priority, resources, conditions } = manifest.loading.preload
  if (!enabled) return undefined
  // An empty block still says that preloading is on.
  return {
    ...(priority === 100 ? {} : { priority }),
    ...(resources ? { resources } : {}),
    ...(conditions ? { conditions } : {}),
  }
}

/** Contributions that a host can read without loading the plugin, `contributes` included. */
function describeExtensions({ manifest }: PluginSource) {
  const points: Record<string, unknown[]> = {}
  for (const [point, contributions] of Object.entries(manifest.extensions ?? {})) {
    points[point] = Array.isArray(contributions) ? contributions : [contributions]
  }
  for (const [kind, contributions] of Object.entries(manifest.contributes ?? {})) {
    points[`contributes.${kind}`] = Array.isArray(contributions) ? contributions : [contributions]
  }
  return points
}

type WithoutEmpty<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Drops what is undefined, an empty list or an empty record. */
function withoutEmpty<T extends object>(value: T): WithoutEmpty<T> {
  const kept = Object.entries(value).filter(([key, item]) =>
    key === 'preload'
      ? item !== undefined
      : item !== undefined && (typeof item !== 'object' || Object.keys(item).length > 0),
  )
  return Object.fromEntries(kept) as WithoutEmpty<T>
}
