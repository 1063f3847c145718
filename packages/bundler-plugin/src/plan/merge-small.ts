import { createChunkClasses } from './chunk-classes.ts'
import type { ChunkClass } from './chunk-classes.ts'
import type { ModuleGraph } from './module-graph.ts'
import type { Reach } from './reach.ts'

/**
 * A shared chunk smaller than this costs more as a request than its bytes cost as ballast.
 * Source bytes; 20 KB took 200 plugins from 16 requests a plugin to 6 for 8 KB more.
 */
const smallest = 20 * 1024

/** How often the merging may run over all classes; each run at least halves the small ones. */
const maxRuns = 12

/**
 * Merges small shared classes by letting both be reached from the roots of either.
 * Each goes to the partner with which the fewest bytes are loaded in vain.
 */
export function mergeSmallClasses(graph: ModuleGraph, reach: Reach): Map<string, ChunkClass> {
  let classes = createChunkClasses(graph, reach)
  for (let run = 0; run < maxRuns; run++) {
    const pairs = choosePairs(shared(classes, graph))
    if (pairs.length === 0) break
    for (const [a, b] of pairs) reach.widen([...a.modules, ...b.modules], [...a.roots, ...b.roots])
    classes = createChunkClasses(graph, reach)
  }
  return classes
}

/** Classes that are neither one root's own, nor one plugin's entry chunk, nor a fallback provider's. */
function shared(classes: ReadonlyMap<string, ChunkClass>, graph: ModuleGraph): ChunkClass[] {
  const entries = new Set(graph.plugins.map((plugin) => plugin.entry))
  return [...classes.values()].filter(
    ({ roots, owners }) =>
      roots.length > 1 &&
      !roots.some((root) => graph.providers.has(root)) &&
      (owners.length > 1 || !roots.some((root) => entries.has(root))),
  )
}

function choosePairs(candidates: readonly ChunkClass[]): [ChunkClass, ChunkClass][] {
  const open = [...candidates].sort((a, b) => a.size - b.size || compare(a.key, b.key))
  const taken = new Set<ChunkClass>()
  const pairs: [ChunkClass, ChunkClass][] = []
  for (const small of open) {
    if (small.size >= smallest) break
    if (taken.has(small)) continue
    const partner = cheapestPartner(small, open, taken)
    if (!partner) continue
    taken.add(small).add(partner)
    pairs.push([small, partner])
  }
  return pairs
}

function cheapestPartner(small: ChunkClass, all: readonly ChunkClass[], taken: Set<ChunkClass>) {
  const roots = new Set(small.roots)
  let best: ChunkClass | undefined
  let least = Number.POSITIVE_INFINITY
  for (const other of all) {
    if (other === small || taken.has(other)) continue
    const common = other.roots.reduce((count, root) => count + (roots.has(root) ? 1 : 0), 0)
    // Classes without a common root would load each other's bytes for nothing at all.
    if (common === 0) continue
    const waste =
      small.size * (other.roots.length - common) + other.size * (small.roots.length - common)
    if (waste >= least) continue
    // More ballast than the request is worth, over all roots that would carry it.
    if (waste > smallest * Math.min(small.roots.length, other.roots.length)) continue
    least = waste
    best = other
  }
  return best
}

function compare(a: string, b: string) {
  if (a === b) return 0
  return a < b ? -1 : 1
}
