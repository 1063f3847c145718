import type { PlanPlugin } from './plan.ts'

/**
 * The order where no dependency decides: priority (a lower number first), then the order of `use`,
 * then id. The order of arrival counts for nothing, so every page and build plans alike.
 */
export function ranked<One extends { readonly plugin: PlanPlugin }>(
  candidates: Iterable<One>,
): One[] {
  return [...candidates].sort(
    ({ plugin: a }, { plugin: b }) =>
      priorityOf(a) - priorityOf(b) ||
      difference(a.registration, b.registration) ||
      byText(a.id, b.id),
  )
}

/** By code units: the same in every locale. */
export function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function priorityOf({ initialization }: PlanPlugin): number {
  return initialization?.priority ?? 100
}

/** Plugins of a catalog were never given to `use`; they come after those that were. */
function difference(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0
  return (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER)
}
