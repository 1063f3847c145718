import type { BakedPlan } from '@mortise/shared'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import type { PagePlan } from './page-plan.ts'

/** The plan that the build wrote into a catalog. */
export function bakedPlan({ catalog: { plugins, plan }, url }: ReadCatalog): PagePlan {
  const { refused = {}, shared, contributions: judging } = plan as BakedPlan
  return {
    plugins: new Map(plugins.map((entry) => [entry.id, { entry, catalogUrl: url }])),
    refused: refused as PagePlan['refused'],
    shared,
    contributions: plugins.flatMap(({ id, extensions = {} }) =>
      refused[id] ? [] : [[id, extensions]],
    ),
    judging,
  }
}
