import { contributionsOf, declaredPointsOf } from '@mortise/shared/contributions'
import { planFactsOf, servicesOf } from '@mortise/shared/plan-facts'
import { createPlan } from '@mortise/shared/resolve'
import type { BuildManifest, Catalog, CatalogEntry, Plan, PlanInput } from '@mortise/shared'
import type { PluginSource } from '../discover/plugin-source.ts'
import { pluginSize } from './plugin-size.ts'

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
    ...planFactsOf(source.manifest),
    shared: describeRanges(manifest),
    peers: describePeers(manifest),
    provides: Object.fromEntries(
      Object.values(manifest.provides ?? {}).map(({ package: name, version }) => [name, version]),
    ),
    ...pluginSize(manifest),
    preload: describePreload(source),
    services: servicesOf(source.manifest),
    extensions: contributionsOf(source.manifest) as CatalogEntry['extensions'],
    extensionPoints: declaredPointsOf(source.manifest),
  })
}

export interface DescribedCatalog {
  readonly catalog: Catalog
  readonly plan: Plan
  /** What the plan was made of. */
  readonly input: PlanInput
  /**
   * Whether a page may take the baked plan without a look at it: then everybody gets what was asked
   * for. Else the page fetches a module more, which tells the warnings.
   */
  readonly isPlain: boolean
}

/** What of the host decides over the plan, apart from its shared packages. */
export type PlanRules = Pick<PlanInput, 'together' | 'policy' | 'engine'>

/**
 * The catalog of all plugins, in the plan's order, with the plan baked in. Plugins that the plan refuses
 * stand last: the page has to be able to say why they do not run. `warm` are ids.
 */
export function describeCatalog(
  plugins: readonly BuiltPlugin[],
  provided: ReadonlyMap<string, string>,
  rules: PlanRules = {},
  warm: readonly string[] = [],
): DescribedCatalog {
  const entries = plugins.map(describeEntry)
  const input = { ...rules, plugins: entries, provided: Object.fromEntries(provided) }
  const plan = createPlan(input)
  const position = new Map(plan.order.map((id, index) => [id, index]))
  const last = entries.length
  entries.sort((a, b) => (position.get(a.id) ?? last) - (position.get(b.id) ?? last))
  const { together = [] } = rules
  const isWarned = !isPlain(plan, entries)
  const catalog: Catalog = {
    format: 1,
    plugins: entries,
    ...(together.length > 0 ? { together: together.map((names) => [...names]) } : {}),
    ...(warm.length > 0 ? { warm: [...warm] } : {}),
    // Of several versions a page has to pick, and what it picks from may grow.
    ...(new Set(entries.map(({ id }) => id)).size === entries.length
      ? { plan: bake(plan, input, isWarned) }
      : {}),
  }
  return { catalog, plan, input, isPlain: !isWarned }
}

function bake(
  plan: Plan,
  { provided }: PlanInput,
  isWarned: boolean,
): NonNullable<Catalog['plan']> {
  const refused = Object.entries(plan.refused).map(([id, { code, why }]) => [id, { code, why }])
  const shared = Object.entries(plan.shared).map(([key, { provider }]) => [key, provider])
  return {
    input: plan.input,
    shared: Object.fromEntries(shared),
    ...(isWarned ? { isWarned } : {}),
    ...(Object.keys(provided).length > 0 ? { provided } : {}),
    ...(refused.length > 0 ? { refused: Object.fromEntries(refused) } : {}),
  }
}

function isPlain({ warnings, wiring }: Plan, entries: readonly CatalogEntry[]): boolean {
  const ids = new Set(entries.map(({ id }) => id))
  const isUnused = (id: string, wanted: string) => ids.has(wanted) && !wiring[id]?.plugins[wanted]
  return (
    warnings.length === 0 &&
    entries.every(
      ({ id, optional = {} }) => !Object.keys(optional).some((one) => isUnused(id, one)),
    )
  )
}

/** Interfaces that somebody may wait for, so that the host knows whom to load. */
function describeInitialization({ manifest }: PluginSource) {
  const { priority, critical, mode } = manifest.loading.initialization
  return withoutEmpty({
    priority: priority === 100 ? undefined : priority,
    critical: critical || undefined,
    mode: mode === 'async' ? undefined : mode,
  })
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
