import type { PlanPlugin } from './plan.ts'

/**
 * The order where no dependency decides: priority (a lower number first), then the order of `use`,
 * then id. The order of arrival counts for nothing, so every page and build plans alike.
 */
export function ranked<One extends { readonly plugin: PlanPlugin }>(
  byId: ReadonlyMap<string, One>,
): One[] {
  // Without a comparator sorting is several times quicker, and it goes by code units too.
  const sorted = [...byId.keys()].sort().flatMap((id) => byId.get(id) ?? [])
  const hasRank = ({ plugin }: One) => plugin.initialization || plugin.registration !== undefined
  if (!sorted.some(hasRank)) return sorted
  return sorted.sort(
    ({ plugin: a }, { plugin: b }) =>
      priorityOf(a) - priorityOf(b) || difference(a.registration, b.registration),
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
