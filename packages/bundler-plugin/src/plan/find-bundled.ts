import { importPaths, pathTo } from './import-paths.ts'
import type { ModuleGraph } from './module-graph.ts'

/** A package that a plugin carries although a page should have one instance of it. */
export interface BundledPackage {
  readonly plugin: string
  readonly package: string
  /** From the plugin's entry to the first module of the package. */
  readonly path: readonly string[]
}

/**
 * Finds modules that should have come from the host, each package once per plugin, with the shortest
 * chain of imports that pulled it in. `unwanted` gives the package's name for such a module.
 */
export function findBundled(
  graph: ModuleGraph,
  unwanted: (module: string, plugin: string) => string | undefined,
): BundledPackage[] {
  return graph.plugins.flatMap((plugin) => {
    const paths = importPaths(graph, plugin.entry, { dynamic: true })
    const found = new Map<string, BundledPackage>()
    for (const module of paths.keys()) {
      const name = unwanted(module, plugin.id)
      if (name === undefined || found.has(name)) continue
      found.set(name, { plugin: plugin.id, package: name, path: pathTo(module, paths) })
    }
    return [...found.values()]
  })
}
