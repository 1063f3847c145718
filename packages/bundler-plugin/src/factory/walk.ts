import type { Node } from 'oxc-parser'
import { visitorKeys } from 'oxc-parser'
import type { ChunkScan } from './scan-chunk.ts'
import type { Scopes } from './scopes.ts'

/** The nodes of a type. `Extract` misses the interfaces that stand for several types. */
export type NodeOf<Type extends Node['type'], N = Node> = N extends { type: infer T }
  ? Extract<T, Type> extends never
    ? never
    : N
  : never

/** Where a walk over a chunk stands, and what it found so far. */
export interface Walk {
  readonly scopes: Scopes
  readonly scan: ChunkScan
  /** Functions around the current node. `await` belongs to the innermost one. */
  depth: number
  /** The same without arrow functions, which have no `this` of their own. */
  thisDepth: number
  /** Start of the latest statement that stands in a list, where a semicolon may be put before it. */
  statementStart: number
}

export type Visitors = {
  readonly [Type in Node['type']]?: (node: NodeOf<Type>, walk: Walk) => void
}
export type Visit = (node: Node | null | undefined, walk: Walk) => void

/** Calls a node's visitor, or visits its children in source order where it has none. */
export function createVisit(visitors: Visitors): Visit {
  const table = visitors as Record<string, ((node: Node, walk: Walk) => void) | undefined>
  const visit: Visit = (node, walk) => {
    if (!node) return
    const visitor = table[node.type]
    if (visitor) return visitor(node, walk)
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key]
      if (Array.isArray(child)) for (const item of child) visit(item, walk)
      else visit(child, walk)
    }
  }
  return visit
}
