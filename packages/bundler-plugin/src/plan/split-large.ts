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

/** Strongly connected groups, each after the groups that it imports (Tarjan, without recursion). */
export function inDependencyOrder(modules: readonly string[], graph: ModuleGraph): string[][] {
  const inside = new Set(modules)
  const importsOf = (id: string) =>
    (graph.modules.get(id)?.imports ?? []).filter((target) => inside.has(target))
  return stronglyConnected(modules, importsOf)
}

interface Visit {
  readonly id: string
  readonly targets: readonly string[]
  next: number
}

export function stronglyConnected(
  nodes: Iterable<string>,
  targetsOf: (node: string) => readonly string[],
): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const groups: string[][] = []

  const open = (id: string): Visit => {
    index.set(id, index.size)
    low.set(id, index.size - 1)
    stack.push(id)
    onStack.add(id)
    return { id, targets: targetsOf(id), next: 0 }
  }
  const lower = (id: string, value: number) => low.set(id, Math.min(low.get(id) ?? value, value))

  for (const start of nodes) {
    if (index.has(start)) continue
    const path = [open(start)]
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const target = visit.targets[visit.next++]
      if (target !== undefined) {
        if (!index.has(target)) path.push(open(target))
        else if (onStack.has(target)) lower(visit.id, index.get(target) ?? 0)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) lower(parent.id, low.get(visit.id) ?? 0)
      if (low.get(visit.id) === index.get(visit.id)) groups.push(takeGroup(visit.id))
    }
  }
  return groups

  function takeGroup(head: string) {
    const group: string[] = []
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      onStack.delete(id)
      group.push(id)
      if (id === head) break
    }
    return group
  }
}
