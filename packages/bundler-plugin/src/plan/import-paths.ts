import type { ModuleGraph } from './module-graph.ts'

/** Module → the one that imported it first, nearest modules first; the start has none. */
export type ImportPaths = ReadonlyMap<string, string | undefined>

/** How every module is reached from `start` by the fewest imports; `import()` counts when asked for. */
export function importPaths(
  graph: ModuleGraph,
  start: string,
  { dynamic }: { readonly dynamic: boolean },
): ImportPaths {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]])
  // A map grows while it is walked.
  for (const id of cameFrom.keys()) {
    const facts = graph.modules.get(id)
    for (const target of [
      ...(facts?.imports ?? []),
      ...(dynamic ? (facts?.dynamicImports ?? []) : []),
    ]) {
      if (!cameFrom.has(target) && graph.modules.has(target)) cameFrom.set(target, id)
    }
  }
  return cameFrom
}

/** The chain of imports that leads to a module, the start first. */
export function pathTo(module: string, paths: ImportPaths): string[] {
  const path = [module]
  for (let from = paths.get(module); from !== undefined; from = paths.get(from)) path.unshift(from)
  return path
}
