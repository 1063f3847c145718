import type { ModuleGraph } from './module-graph.ts'
import type { Reach } from './reach.ts'

/** Modules with the same (closed) reach set: the smallest unit that chunks are made of. */
export interface ChunkClass {
  /** Sorted roots, joined: equal exactly for equal sets. */
  readonly key: string
  readonly roots: readonly string[]
  /** Ids of all plugins (and names of providers) that load the class, sorted. */
  readonly owners: readonly string[]
  readonly modules: string[]
  size: number
}

const separator = '\n'

/**
 * Cuts the modules into classes. A set that contains a plugin's entry is closed over that plugin's
 * lazy roots first: these are loaded after the entry, so whatever the entry brings is there for them.
 * Closing is monotone (a larger set has a larger closure), so classes stay free of cycles.
 */
export function createChunkClasses(graph: ModuleGraph, reach: Reach): Map<string, ChunkClass> {
  const close = createClosure(graph, reach)
  const classes = new Map<string, ChunkClass>()
  for (const [module, set] of reach.sets) {
    const { key, roots } = close(set)
    const known = classes.get(key)
    const size = graph.modules.get(module)?.size ?? 0
    if (known) {
      known.modules.push(module)
      known.size += size
      continue
    }
    const owners = new Set(roots.flatMap((root) => [...(reach.owners.get(root) ?? [])]))
    classes.set(key, { key, roots, owners: [...owners].sort(), modules: [module], size })
  }
  return classes
}

function createClosure(graph: ModuleGraph, reach: Reach) {
  const entryOf = new Map(graph.plugins.map((plugin) => [plugin.id, plugin.entry]))
  const lazyRoots = [...reach.owners].map(
    ([root, owners]) => [root, [...owners].map((owner) => entryOf.get(owner) ?? owner)] as const,
  )
  const entries = new Set(entryOf.values())
  const byEntry = new Map<string, (readonly [string, readonly string[]])[]>()
  for (const lazy of lazyRoots) {
    for (const entry of lazy[1]) byEntry.set(entry, [...(byEntry.get(entry) ?? []), lazy])
  }
  const cache = new Map<string, { key: string; roots: readonly string[] }>()

  return (set: ReadonlySet<string>) => {
    const plain = [...set].sort().join(separator)
    const known = cache.get(plain)
    if (known) return known
    const closed = new Set(set)
    for (const root of set) {
      if (!entries.has(root)) continue
      for (const [lazy, needed] of byEntry.get(root) ?? []) {
        if (needed.every((entry) => set.has(entry))) closed.add(lazy)
      }
    }
    const roots = [...closed].sort()
    const result = { key: roots.join(separator), roots }
    cache.set(plain, result)
    return result
  }
}
