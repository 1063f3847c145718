interface Visit<Node> {
  readonly node: Node
  readonly edges: Iterator<Node>
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
  edgesOf: (node: Node) => Iterable<Node>,
): Node[][] {
  const visits = new Map<Node, Visit<Node>>()
  const stack: Visit<Node>[] = []
  const groups: Node[][] = []

  const open = (node: Node) => {
    const index = visits.size
    const edges = edgesOf(node)[Symbol.iterator]()
    const visit: Visit<Node> = { node, edges, index, low: index, open: true }
    visits.set(node, visit)
    stack.push(visit)
    return visit
  }
  const close = (root: Visit<Node>) => {
    const group = stack.splice(stack.lastIndexOf(root))
    for (const visit of group) visit.open = false
    groups.push(group.map(({ node }) => node))
  }

  for (const start of nodes) {
    if (visits.has(start)) continue
    const path = [open(start)]
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const { done, value } = here.edges.next()
      if (!done) {
        const known = visits.get(value)
        if (!known) path.push(open(value))
        else if (known.open) here.low = Math.min(here.low, known.index)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) parent.low = Math.min(parent.low, here.low)
      if (here.low === here.index) close(here)
    }
  }
  return groups
}
