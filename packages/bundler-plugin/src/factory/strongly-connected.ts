/**
 * Nodes that are part of a cycle: they reach themselves (Tarjan, "Depth-first search and linear
 * graph algorithms", 1972). Linear in nodes and edges.
 */
export function nodesInCycles<Node>(
  nodes: Iterable<Node>,
  edges: (node: Node) => Iterable<Node>,
): Set<Node> {
  const order = new Map<Node, number>()
  const lowest = new Map<Node, number>()
  const open: Node[] = []
  const isOpen = new Set<Node>()
  const cyclic = new Set<Node>()

  const close = (root: Node, selfReferring: boolean) => {
    const component = open.splice(open.lastIndexOf(root))
    for (const node of component) {
      isOpen.delete(node)
      if (component.length > 1 || selfReferring) cyclic.add(node)
    }
  }
  const visit = (node: Node): number => {
    const index = order.size
    let low = index
    let selfReferring = false
    order.set(node, index)
    open.push(node)
    isOpen.add(node)
    for (const next of edges(node)) {
      if (next === node) selfReferring = true
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (isOpen.has(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low)
    }
    lowest.set(node, low)
    if (low === index) close(node, selfReferring)
    return low
  }
  for (const node of nodes) if (!order.has(node)) visit(node)
  return cyclic
}
