import type { ModuleGraph, PluginFacts } from './module-graph.ts'

/**
 * For every module, the roots (entries and targets of `import()`) that reach it by static imports.
 *
 * A dependency is reached by every root that reaches its importer, so its set contains the importer's.
 * Chunks cut along these sets therefore cannot import each other in a circle, and everything that moves
 * code (a merge, a strategy) does so by widening sets, which keeps that true.
 */
export interface Reach {
  readonly sets: ReadonlyMap<string, ReadonlySet<string>>
  /** Root → ids of the plugins that can get to it, by any kind of import. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
  rootsOf(module: string): ReadonlySet<string>
  /** Let `roots` reach `modules` too, and all that these import. */
  widen(modules: Iterable<string>, roots: Iterable<string>): void
}

export function createReach(graph: ModuleGraph): Reach {
  const owners = findOwners(graph)
  const sets = new Map<string, Set<string>>()
  const nothing: ReadonlySet<string> = new Set()

  function widen(modules: Iterable<string>, roots: Iterable<string>) {
    const added = [...roots]
    const open = [...modules]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const facts = graph.modules.get(id)
      if (!facts) continue
      const set = sets.get(id) ?? new Set()
      const before = set.size
      for (const root of added) set.add(root)
      sets.set(id, set)
      if (set.size > before) open.push(...facts.imports)
    }
  }

  for (const root of owners.keys()) widen([root], [root])
  return { sets, owners, widen, rootsOf: (module) => sets.get(module) ?? nothing }
}

function findOwners(graph: ModuleGraph): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  const own = (root: string, owner: string) => {
    const known = owners.get(root)
    if (known) known.add(owner)
    else owners.set(root, new Set([owner]))
  }
  const starts = [
    ...graph.plugins.map((plugin) => [plugin.entry, plugin.id] as const),
    ...[...graph.providers].map(([module, name]) => [module, name] as const),
  ]
  for (const [start, owner] of starts) {
    const seen = new Set<string>()
    const open = [start]
    own(start, owner)
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const facts = graph.modules.get(id)
      if (!facts || seen.has(id)) continue
      seen.add(id)
      for (const target of facts.dynamicImports) if (graph.modules.has(target)) own(target, owner)
      open.push(...facts.imports, ...facts.dynamicImports)
    }
  }
  return owners
}

/** The roots of `import()` that only this plugin can get to: what is loaded after its entry. */
export function lazyRootsOf(plugin: PluginFacts, reach: Reach): string[] {
  const roots: string[] = []
  for (const [root, owners] of reach.owners) {
    if (root !== plugin.entry && owners.size === 1 && owners.has(plugin.id)) roots.push(root)
  }
  return roots
}
