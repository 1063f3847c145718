import type { CatalogEntry } from '@mortise/shared'
import { contributionsOf, declaredPointsOf } from '@mortise/shared/contributions'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import { needsJudging } from './extensions/needs-judging.ts'
import type { PagePlan } from './page-plan.ts'
import type { UsedPlugin } from './used-plugin.ts'

interface ContributionFacts {
  readonly used: readonly UsedPlugin[]
  /** Those that the plan chose, in its order. */
  readonly entries: readonly CatalogEntry[]
  readonly catalogs: readonly ReadCatalog[]
  readonly refused: PagePlan['refused']
  /** The host declares extension points. */
  readonly isDeclaring: boolean
}

/**
 * The contributions of a plan that the build did not foresee. Nothing has held them against the
 * schemas of this host, so where there are any all of them wait until they were judged.
 */
export function contributionsFor(
  facts: ContributionFacts,
): Pick<PagePlan, 'contributions' | 'judging'> {
  const { used, entries, catalogs, refused, isDeclaring } = facts
  const all = [
    ...used.map(({ id, definition }) => [id, contributionsOf(definition.manifest ?? {})] as const),
    ...entries.map(({ id, extensions = {} }) => [id, extensions] as const),
  ].filter(([id]) => !refused[id])
  const dropped = catalogs.flatMap(({ catalog }) => catalog.plan?.contributions?.dropped ?? [])
  const hasDeclarations =
    isDeclaring ||
    entries.some(({ extensionPoints }) => extensionPoints) ||
    used.some(({ definition }) => Object.keys(declaredPointsOf(definition.manifest ?? {})).length)
  if (!dropped.length && !needsJudging(all, hasDeclarations)) return { contributions: all }
  return { contributions: [], judging: { contributions: all, dropped } }
}
