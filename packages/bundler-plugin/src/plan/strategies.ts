import type { ModuleGraph, PluginFacts } from './module-graph.ts'
import { lazyRootsOf } from './reach.ts'
import type { Reach } from './reach.ts'

/** A strategy says which lazy roots of a plugin come together. What it does not name stays alone. */
type Strategy = (
  plugin: PluginFacts,
  lazyRoots: readonly string[],
  graph: ModuleGraph,
  reach: Reach,
) => string[][]

/** What `size` fills a chunk up to when the plugin names no limit: the document's own example, 500 KB. */
const defaultSizeLimit = 500 * 1024

const strategies = {
  // Each feature and each `import()` is a root already: nothing to bring together.
  feature: () => [],
  route: (plugin) =>
    plugin.routes.map((names) => names.flatMap((name) => plugin.features[name] ?? [])),
  size: (plugin, lazyRoots, graph, reach) =>
    fillUp(lazyRoots, plugin.codeSplitting.maxChunkSize ?? defaultSizeLimit, (root) =>
      exclusiveSize(root, graph, reach),
    ),
  // The host's function names chunks module by module, after the roots are known: see name-chunks.
  custom: () => [],
} as const satisfies Record<PluginFacts['codeSplitting']['strategy'], Strategy>

/** Widens the reach sets by what each plugin's `codeSplitting` and `dynamicImport` ask for. */
export function applyStrategies(graph: ModuleGraph, reach: Reach): void {
  const leaders = new Map<string, string>()
  for (const plugin of graph.plugins) {
    const lazyRoots = lazyRootsOf(plugin, reach)
    if (!plugin.codeSplitting.enabled) {
      reach.widen(lazyRoots, [plugin.entry])
      continue
    }
    const groups = strategies[plugin.codeSplitting.strategy](plugin, lazyRoots, graph, reach)
    for (const group of groups) {
      const together = group.filter((root) => lazyRoots.includes(root))
      for (const root of together) leaders.set(root, together[0] ?? root)
      bringTogether(together, reach)
    }
    if (plugin.featureLoading === 'bundled') {
      reach.widen(Object.values(plugin.features), [plugin.entry])
    }
  }
  keepUnsharedInEntry(graph, reach, leaders)
}

function bringTogether(together: readonly string[], reach: Reach) {
  if (together.length < 2) return
  const members = [...reach.sets].filter(([, set]) => together.some((root) => set.has(root)))
  reach.widen(
    members.map(([module]) => module),
    together,
  )
}

/**
 * Code that several chunks of one plugin use, but fewer than `minChunks`, is in no chunk of its own.
 * A module can only be in one chunk, so it goes where all of them can rely on it: into the entry's.
 * Roots that were brought together are one chunk and count once: by their leader.
 */
function keepUnsharedInEntry(
  graph: ModuleGraph,
  reach: Reach,
  leaders: ReadonlyMap<string, string>,
) {
  for (const plugin of graph.plugins) {
    const { enabled, minChunks } = plugin.codeSplitting.sharedDependencies
    const least = enabled ? minChunks : Number.POSITIVE_INFINITY
    if (least <= 2) continue
    const lazyRoots = new Set(lazyRootsOf(plugin, reach))
    for (const [module, set] of reach.sets) {
      const chunks = new Set([...set].map((root) => leaders.get(root) ?? root))
      if (chunks.size < 2 || chunks.size >= least) continue
      if ([...set].every((root) => lazyRoots.has(root))) reach.widen([module], [plugin.entry])
    }
  }
}

function fillUp(roots: readonly string[], limit: number, sizeOf: (root: string) => number) {
  const bins: { roots: string[]; size: number }[] = []
  for (const root of [...roots].sort()) {
    const size = sizeOf(root)
    const bin = bins.find((candidate) => candidate.size + size <= limit)
    if (bin) {
      bin.roots.push(root)
      bin.size += size
    } else bins.push({ roots: [root], size })
  }
  return bins.map((bin) => bin.roots)
}

function exclusiveSize(root: string, graph: ModuleGraph, reach: Reach) {
  let size = 0
  for (const [module, set] of reach.sets) {
    if (set.size === 1 && set.has(root)) size += graph.modules.get(module)?.size ?? 0
  }
  return size
}
