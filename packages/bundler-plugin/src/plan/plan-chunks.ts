import type { ChunkClass } from './chunk-classes.ts'
import { labelCustomChunks } from './custom-chunks.ts'
import type { CustomChunkName } from './custom-chunks.ts'
import type { InvariantFacts } from './invariants.ts'
import { mergeSmallClasses } from './merge-small.ts'
import type { ModuleGraph, PluginFacts } from './module-graph.ts'
import { createNaming, entryChunk, featureChunk } from './name-chunks.ts'
import type { ChunkPart, Naming } from './name-chunks.ts'
import { createReach } from './reach.ts'
import type { Reach } from './reach.ts'
import { splitLarge } from './split-large.ts'
import { applyStrategies } from './strategies.ts'

export interface ChunkPlan {
  /** Module id → logical name of its chunk. */
  readonly chunkOf: ReadonlyMap<string, string>
  /**
   * Modules that the bundler must be told to group. A root that keeps only its own modules is left to
   * the bundler's automatic chunking, which cuts there too and needs no namespace object for it, nor,
   * where any module of the build has top-level `await`, a second chunk beside an entry.
   */
  readonly grouped: ReadonlySet<string>
  /** Plugin id → feature name → logical name of the chunk that holds the feature's module. */
  readonly featureChunks: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** What must hold for the emitted chunks. */
  readonly facts: InvariantFacts
}

export interface ChunkPlanOptions extends Naming {
  /** `loading.codeSplitting.strategy: 'custom'`. */
  readonly chunkName?: CustomChunkName | undefined
}

/** Decides for every module of all plugins which chunk it goes to. Same facts, same plan. */
export function planChunks(graph: ModuleGraph, options: ChunkPlanOptions): ChunkPlan {
  const reach = createReach(graph)
  applyStrategies(graph, reach)
  const labels = labelCustomChunks(graph, reach, options.chunkName)
  const plugins = new Map(graph.plugins.map((plugin) => [plugin.id, plugin]))
  const entries = new Set(graph.plugins.map((plugin) => plugin.entry))
  const nameClass = createNaming(graph, reach, entries, options)
  const chunkOf = new Map<string, string>()
  const grouped = new Set<string>()

  for (const chunkClass of mergeSmallClasses(graph, reach).values()) {
    const name = nameClass(chunkClass)
    const root = onlyRoot(chunkClass, reach)
    for (const part of cut(chunkClass, graph, plugins, labels)) {
      const partName = name(part)
      const automatic = !!root && part.label === undefined && part.modules.includes(root)
      for (const module of part.modules) {
        chunkOf.set(module, partName)
        if (!automatic) grouped.add(module)
      }
    }
  }
  return {
    chunkOf,
    grouped,
    featureChunks: featureChunksOf(graph, chunkOf),
    facts: factsOf(graph, reach, chunkOf),
  }
}

/** The root that alone reaches the modules of a class; an entry's set is closed, so that it is not its own. */
function onlyRoot({ modules }: ChunkClass, reach: Reach) {
  const [first = '', ...others] = new Set(modules.flatMap((module) => [...reach.rootsOf(module)]))
  return others.length === 0 ? first : undefined
}

function cut(
  chunkClass: ChunkClass,
  graph: ModuleGraph,
  plugins: ReadonlyMap<string, PluginFacts>,
  labels: ReadonlyMap<string, string>,
) {
  const byLabel = new Map<string | undefined, string[]>()
  for (const module of chunkClass.modules) {
    const label = labels.get(module)
    byLabel.set(label, [...(byLabel.get(label) ?? []), module])
  }
  const limit = sizeLimit(chunkClass, plugins)
  return [...byLabel].flatMap(([label, modules]) => {
    const parts = limit === undefined ? [modules] : splitLarge(modules, limit, graph)
    // The last part imports the others and holds the root: it keeps the name.
    return parts.map((part, index): ChunkPart => ({
      modules: part,
      label,
      number: parts.length - 1 - index,
    }))
  })
}

/** The strictest `maxChunkSize` of the plugins that load the class; one chunk a plugin has no limit. */
function sizeLimit({ owners }: ChunkClass, plugins: ReadonlyMap<string, PluginFacts>) {
  const limits = owners.flatMap((owner) => {
    const settings = plugins.get(owner)?.codeSplitting
    return settings?.enabled ? (settings.maxChunkSize ?? []) : []
  })
  return limits.length > 0 ? Math.min(...limits) : undefined
}

function featureChunksOf(graph: ModuleGraph, chunkOf: ReadonlyMap<string, string>) {
  return new Map(
    graph.plugins.map(({ id, features }) => [
      id,
      Object.fromEntries(
        Object.entries(features).map(([name, module]) => [name, chunkOf.get(module) ?? '']),
      ),
    ]),
  )
}

function factsOf(
  graph: ModuleGraph,
  reach: Reach,
  chunkOf: ReadonlyMap<string, string>,
): InvariantFacts {
  const featureChunks = new Map<string, string>()
  const lazyModules = new Map<string, Set<string>>()
  const entryOf = new Map(graph.plugins.map((plugin) => [plugin.id, plugin.entry]))
  for (const plugin of graph.plugins) {
    lazyModules.set(entryChunk(plugin), new Set())
    for (const [name, module] of Object.entries(plugin.features)) {
      const chunk = featureChunk(plugin, name)
      if (chunkOf.get(module) === chunk) featureChunks.set(chunk, plugin.id)
    }
  }
  for (const [module, roots] of reach.sets) {
    const owners = new Set([...roots].flatMap((root) => [...(reach.owners.get(root) ?? [])]))
    for (const owner of owners) {
      if (!roots.has(entryOf.get(owner) ?? ''))
        lazyModules.get(entryChunk({ id: owner }))?.add(module)
    }
  }
  return { featureChunks, lazyModules }
}
