import { planInput } from '@mortise/shared/plan-input'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import type { PagePlan } from './page-plan.ts'

/** The plan that the build made, while its input is what it was; else nothing. */
export function bakedPlan(
  [read, another]: readonly ReadCatalog[],
  provided: Readonly<Record<string, string>>,
): PagePlan | undefined {
  if (!read || another) return
  const { plugins, plan } = read.catalog
  if (plan?.input !== planInput({ plugins, provided })) return
  const refused = (plan.refused ?? {}) as PagePlan['refused']
  return {
    known: new Map(plugins.map((entry) => [entry.id, { entry, catalogUrl: read.url }])),
    own: new Map(),
    order: plugins.map(({ id }) => id),
    refused,
    shared: plan.shared,
    contributions: plugins.flatMap(({ id, extensions }) =>
      extensions && !refused[id] ? [[id, extensions] as const] : [],
    ),
  }
}
