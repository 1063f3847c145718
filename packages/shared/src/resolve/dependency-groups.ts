interface Visit {
  index: number
  /** Lowest index that is reachable from here: equal to `index` in the root of a group. */
  low: number
  open: boolean
}

/**
 * Groups of ids that need each other, dependencies first: Tarjan's strongly connected components.
 * Roots and edges are followed in the order given, so the result moves nothing without need.
 */
export function dependencyGroups(
  ids: readonly string[],
  edges: (id: string) => readonly string[],
): string[][] {
  const visits = new Map<string, Visit>()
  const stack: string[] = []
  const groups: string[][] = []

  const visit = (id: string): Visit => {
    const here: Visit = { index: visits.size, low: visits.size, open: true }
    visits.set(id, here)
    stack.push(id)
    for (const next of edges(id)) {
      const known = visits.get(next)
      if (known === undefined) here.low = Math.min(here.low, visit(next).low)
      else if (known.open) here.low = Math.min(here.low, known.index)
    }
    if (here.low === here.index) groups.push(close(id))
    return here
  }
  const close = (root: string): string[] => {
    const group = stack.splice(stack.indexOf(root))
    for (const id of group) {
      const member = visits.get(id)
      if (member) member.open = false
    }
    return group.length === 1 ? group : ids.filter((id) => group.includes(id))
  }

  for (const id of ids) if (!visits.has(id)) visit(id)
  return groups
}
