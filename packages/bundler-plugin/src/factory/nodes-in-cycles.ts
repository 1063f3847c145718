import { stronglyConnected } from '@mortise/shared/resolve'

/** Nodes that are part of a cycle: they reach themselves. */
export function nodesInCycles<Node>(
  nodes: Iterable<Node>,
  edges: (node: Node) => readonly Node[],
): Set<Node> {
  const cyclic = stronglyConnected(nodes, edges).filter(
    ([first, ...others]) =>
      others.length > 0 || (first !== undefined && edges(first).includes(first)),
  )
  return new Set(cyclic.flat())
}
