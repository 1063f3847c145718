interface Visit<Node> {
  readonly node: Node
  readonly edges: readonly Node[]
  /** How many edges were followed. */
  followed: number
  /** From which this one was reached. */
  readonly from: Visit<Node> | undefined
  readonly index: number
  /** Lowest index that is reachable from here: equal to `index` in the root of a group. */
  low: number
  open: boolean
}

/**
 * Groups of nodes that reach each other, each after the groups that it leads to (Tarjan, "Depth-first
 * search and linear graph algorithms", 1972). Nodes and edges are followed in the order given. Without
 * recursion: a chain of imports can be longer than the stack.
 */
export function stronglyConnected<Node>(
  nodes: Iterable<Node>,
  edgesOf: (node: Node) => readonly Node[],
): Node[][] {
  const visits = new Map<Node, Visit<Node>>()
  const stack: Visit<Node>[] = []
  const groups: Node[][] = []

  const open = (node: Node, from?: Visit<Node>): Visit<Node> => {
    const index = visits.size
    const edges = edgesOf(node)
    const visit = { node, edges, followed: 0, from, index, low: index, open: true }
    visits.set(node, visit)
    stack.push(visit)
    return visit
  }
  const close = (root: Visit<Node>) => {
    const group: Node[] = []
    for (const visit of stack.splice(stack.lastIndexOf(root))) {
      visit.open = false
      group.push(visit.node)
    }
    groups.push(group)
  }

  for (const start of nodes) {
    if (visits.has(start)) continue
    let here: Visit<Node> | undefined = open(start)
    while (here) {
      if (here.followed < here.edges.length) {
        const next = here.edges[here.followed++] as Node
        const known = visits.get(next)
        if (!known) here = open(next, here)
        else if (known.open && known.index < here.low) here.low = known.index
        continue
      }
      const { from }: Visit<Node> = here
      if (from && here.low < from.low) from.low = here.low
      if (here.low === here.index) close(here)
      here = from
    }
  }
  return groups
}
