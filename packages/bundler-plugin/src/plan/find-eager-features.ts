import { importPaths, pathTo } from './import-paths.ts'
import type { ModuleGraph } from './module-graph.ts'

/** A feature that comes with its plugin's entry, because the entry imports it statically. */
export interface EagerFeature {
  readonly plugin: string
  readonly feature: string
  /** From the plugin's entry to the feature's module. */
  readonly path: readonly string[]
}

/** Features that cannot be loaded alone, although they are to be. */
export function findEagerFeatures(graph: ModuleGraph): EagerFeature[] {
  return graph.plugins.flatMap(({ id, entry, features, featureLoading }) => {
    if (featureLoading === 'bundled') return []
    const paths = importPaths(graph, entry, { dynamic: false })
    return Object.entries(features)
      .filter(([, module]) => paths.has(module))
      .map(([feature, module]) => ({ plugin: id, feature, path: pathTo(module, paths) }))
  })
}
