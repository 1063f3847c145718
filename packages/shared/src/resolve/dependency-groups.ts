import { stronglyConnected } from './strongly-connected.ts'

/**
 * Groups of ids that need each other, dependencies first. Roots and edges are followed in the order
 * given, and a group keeps it, so the result moves nothing without need.
 */
export function dependencyGroups(
  ids: readonly string[],
  edges: (id: string) => readonly string[],
): string[][] {
  const position = new Map(ids.map((id, index) => [id, index]))
  const place = (id: string) => position.get(id) ?? ids.length
  return stronglyConnected(ids, edges).map((group) => group.sort((a, b) => place(a) - place(b)))
}
