import type { ModuleGraph } from './module-graph.ts'
import type { Reach } from './reach.ts'

/** What the host's `chunkName` function is told about a module of a plugin with strategy `custom`. */
export interface CustomChunkModule {
  /** Module id as the bundler has it: an absolute path, perhaps with a query. */
  readonly id: string
  /** Id of the plugin that alone uses the module. */
  readonly plugin: string
  /** Names of the plugin's features that import the module statically. */
  readonly features: readonly string[]
}

/** Gives the name of the chunk that a module goes to; `undefined` leaves it where `feature` would put it. */
export type CustomChunkName = (module: CustomChunkModule) => string | undefined

/** Asks the function about each module of the plugins with strategy `custom`. Module id → chosen name. */
export function labelCustomChunks(
  graph: ModuleGraph,
  reach: Reach,
  chunkName: CustomChunkName | undefined,
): Map<string, string> {
  const labels = new Map<string, string>()
  if (!chunkName) return labels
  for (const plugin of graph.plugins) {
    if (plugin.codeSplitting.strategy !== 'custom' || !plugin.codeSplitting.enabled) continue
    const groups = new Map<string, string[]>()
    for (const [module, roots] of reach.sets) {
      if (!onlyOwner(roots, plugin.id, reach) || roots.has(plugin.entry)) continue
      const features = Object.entries(plugin.features).flatMap(([name, root]) =>
        roots.has(root) ? [name] : [],
      )
      const name = chunkName({ id: module, plugin: plugin.id, features })
      if (name === undefined) continue
      labels.set(module, name)
      groups.set(name, [...(groups.get(name) ?? []), module])
    }
    // Whoever needs one module of the group loads them all.
    for (const modules of groups.values()) {
      reach.widen(modules, new Set(modules.flatMap((module) => [...reach.rootsOf(module)])))
    }
  }
  return labels
}

function onlyOwner(roots: ReadonlySet<string>, plugin: string, reach: Reach) {
  for (const root of roots) {
    const owners = reach.owners.get(root)
    if (owners?.size !== 1 || !owners.has(plugin)) return false
  }
  return true
}
