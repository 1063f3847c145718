import type { ContributionPlace } from '@mortise/shared/contributions'
import type { Contributions } from './contribution.ts'

/** A contribution before it was judged. */
export interface Contributed extends ContributionPlace {
  readonly value: Readonly<Record<string, unknown>>
  /** A build has held it against the schema that it knew of its point, if any. */
  readonly isChecked: boolean
}

/** The contributions of a plan, one by one and in its order. */
export function listContributed(contributions: Contributions, isChecked: boolean): Contributed[] {
  return contributions.flatMap(([pluginId, points]) =>
    Object.entries(points).flatMap(([point, values]) =>
      values.map((value, index) => ({ pluginId, point, index, value, isChecked })),
    ),
  )
}

/** By the plan's order: what a running plugin adds stands behind what its manifest contributes. */
export function inOrder(
  contributed: readonly Contributed[],
  order: readonly string[],
): Contributed[] {
  const position = new Map(order.map((id, index) => [id, index]))
  const of = ({ pluginId }: Contributed) => position.get(pluginId) ?? order.length
  return contributed.toSorted((a, b) => of(a) - of(b))
}
