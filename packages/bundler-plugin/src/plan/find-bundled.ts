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
    const found = new Map<string, BundledPackage>()
    const cameFrom = new Map<string, string | undefined>([[plugin.entry, undefined]])
    const open = [plugin.entry]
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      const name = unwanted(id, plugin.id)
      if (name !== undefined) {
        if (!found.has(name)) {
          found.set(name, { plugin: plugin.id, package: name, path: pathTo(id, cameFrom) })
        }
        continue
      }
      const facts = graph.modules.get(id)
      for (const target of [...(facts?.imports ?? []), ...(facts?.dynamicImports ?? [])]) {
        if (cameFrom.has(target) || !graph.modules.has(target)) continue
        cameFrom.set(target, id)
        open.push(target)
      }
    }
    return [...found.values()]
  })
}

function pathTo(id: string, cameFrom: ReadonlyMap<string, string | undefined>) {
  const path = [id]
  for (let from = cameFrom.get(id); from !== undefined; from = cameFrom.get(from))
    path.unshift(from)
  return path
}
