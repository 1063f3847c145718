import type { Catalog, CatalogEntry, Plan } from '@mortise/shared'

/** A catalog and its plan. */
export interface Planned {
  readonly catalog: Catalog
  readonly plan: Plan
}

/** Ids of the plugins that are active before the first render, and of those that they need, in order. */
export function eagerPlugins(planned: Planned): string[] {
  const eager = planned.catalog.plugins.filter(
    ({ strategy }) => strategy === 'eager' || strategy === 'parallel',
  )
  return withDependencies(eager, planned)
}

/** Ids of these plugins and of all that they need, as far as they can run, in the plan's order. */
export function withDependencies(
  entries: readonly CatalogEntry[],
  { catalog, plan }: Planned,
): string[] {
  const byId = new Map(catalog.plugins.map((entry) => [entry.id, entry]))
  const ids = new Set(entries.map(({ id }) => id))
  // A set grows while it is walked.
  for (const id of ids) {
    for (const other of Object.keys(byId.get(id)?.dependencies ?? {})) ids.add(other)
  }
  return plan.order.filter((id) => ids.has(id))
}
