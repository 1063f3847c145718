import type { ModuleFacts, ModuleGraph } from './module-graph.ts'

type Modules = ModuleGraph['modules']

/**
 * The graph with imports that lead through barrels going straight to the modules that the names come
 * from. By its modules alone, `import { Bar } from 'charts'` reaches all that the package has, so what
 * one feature uses of it would be loaded with every other that uses it too.
 *
 * Bundlers drop such barrels likewise. Where it is not certain what a name means, the import stays: an
 * edge too many puts a module into a chunk that more features load; one too few could make a cycle.
 */
export function seeThroughBarrels(graph: ModuleGraph): ModuleGraph {
  const { modules } = graph
  const seen = Array.from(modules, ([id, facts]) => {
    return [id, { ...facts, imports: directImports(facts, modules) }] as const
  })
  return { ...graph, modules: new Map(seen) }
}

function directImports({ imports, names }: ModuleFacts, modules: Modules): readonly string[] {
  if (!names || !imports.some((target) => modules.get(target)?.isBarrel)) return imports
  const direct = imports.flatMap((target) => {
    const used = names.uses.filter(({ module }) => module === target)
    if (!modules.get(target)?.isBarrel || used.length === 0) return target
    return used.flatMap(({ name }) => origins(target, name, modules, new Set()))
  })
  return [...new Set(direct)]
}

/** The modules that a name of a module may come from: itself where it is not a barrel's. */
function origins(module: string, name: string, modules: Modules, seen: Set<string>): string[] {
  const { names, isBarrel, exports = [] } = modules.get(module) ?? {}
  if (!names || !isBarrel || name === '*' || seen.has(module)) return [module]
  seen.add(module)
  const handed = names.handedOn.get(name)
  if (handed) return origins(handed.module, handed.name, modules, seen)
  if (exports.includes(name)) return [module]
  const sources = names.stars.filter((star) => mayExport(modules.get(star), name))
  if (sources.length === 0) return [module]
  return sources.flatMap((star) => origins(star, name, modules, seen))
}

function mayExport(facts: ModuleFacts | undefined, name: string) {
  const { exports } = facts ?? {}
  return !exports || exports.includes(name) || exports.includes('*')
}
