import { stronglyConnected } from '@mortise/shared/resolve'
import type { ModuleGraph } from './module-graph.ts'

/**
 * Cuts the modules of one chunk into parts of at most `limit` bytes, so that parts import each other
 * in one direction only: dependencies come first, modules that import each other stay together.
 * A module (or circle of modules) over the limit is a part of its own: nobody can cut it.
 */
export function splitLarge(
  modules: readonly string[],
  limit: number,
  graph: ModuleGraph,
): string[][] {
  const parts: { modules: string[]; size: number }[] = []
  for (const group of inDependencyOrder(modules, graph)) {
    const size = group.reduce((sum, module) => sum + (graph.modules.get(module)?.size ?? 0), 0)
    const last = parts.at(-1)
    if (last && last.size + size <= limit) {
      last.modules.push(...group)
      last.size += size
    } else parts.push({ modules: [...group], size })
  }
  return parts.map((part) => part.modules)
}

/** Strongly connected groups, each after the groups that it imports. */
function inDependencyOrder(modules: readonly string[], graph: ModuleGraph): string[][] {
  const inside = new Set(modules)
  const importsOf = (id: string) =>
    (graph.modules.get(id)?.imports ?? []).filter((target) => inside.has(target))
  return stronglyConnected(modules, importsOf)
}
