import {
  checkConditions,
  matchesRoute,
  meetsConditions,
  type ConditionFacts,
  type Conditions,
} from '@mortise/shared/conditions'
import type { CatalogEntry } from '@mortise/shared'

export type Resource = NonNullable<NonNullable<CatalogEntry['preload']>['resources']>[number]

/** Without `resources`. Service definitions lie in build manifests, which the others bring too. */
const usual: readonly Resource[] = ['metadata', 'dependencies', 'assets', 'code']

/** What is fetched ahead of one plugin. */
export interface Target {
  readonly entry: CatalogEntry
  /** Features whose code is fetched with the entry's: what its contributions show on the route. */
  readonly features: readonly string[]
  readonly resources: ReadonlySet<Resource>
  readonly priority: number
}

/** What the manifests' own conditions ask for now, the lowest `priority` first. */
export function planHere(entries: readonly CatalogEntry[], facts: ConditionFacts): Target[] {
  return targets(entries, facts, (entry) => meetsConditions(conditionsOf(entry), facts))
}

/**
 * What a route would need that the user may go to next: of plugins that preload there or contribute to
 * it, when all but the route holds already.
 */
export function planRoute(
  entries: readonly CatalogEntry[],
  facts: ConditionFacts,
  path: string,
): Target[] {
  const there = { ...facts, route: path }
  return targets(entries, there, (entry) => {
    const { routes = [], ...others } = conditionsOf(entry)
    const isThere =
      routes.some((pattern) => matchesRoute(pattern, path)) || featuresOn(entry, there).length > 0
    return isThere && meetsConditions(others, facts)
  })
}

function targets(
  entries: readonly CatalogEntry[],
  facts: ConditionFacts,
  isWanted: (entry: CatalogEntry) => boolean,
): Target[] {
  // Contract: who asks for less data gets nothing that nobody waits for.
  if (facts.network.saveData) return []
  return entries
    .filter(mayPreload)
    .filter(isWanted)
    .map((entry) => ({
      entry,
      features: featuresOn(entry, facts),
      resources: new Set(entry.preload?.resources ?? usual),
      priority: entry.preload?.priority ?? 100,
    }))
    .sort((a, b) => a.priority - b.priority)
}

const conditionsOf = ({ preload }: CatalogEntry) => (preload?.conditions ?? {}) as Conditions

/** Contract, `strategy: on-demand`: never preloaded implicitly. */
const mayPreload = ({ preload, strategy }: CatalogEntry) => !!preload && strategy !== 'on-demand'

/** Features that the plugin's contributions show on the route, by their path or their conditions. */
function featuresOn({ extensions = {} }: CatalogEntry, facts: ConditionFacts): string[] {
  const shown = Object.values(extensions)
    .flat()
    .flatMap(({ path, when, feature }) => {
      const isShown =
        (typeof path === 'string' && matchesRoute(path, facts.route)) || isShownWhen(when, facts)
      return isShown && typeof feature === 'string' ? [feature] : []
    })
  return [...new Set(shown)]
}

/** Conditions that say nothing of the route make none likely. */
function isShownWhen(when: unknown, facts: ConditionFacts): boolean {
  const conditions = when as Conditions | undefined
  if (!conditions?.routes) return false
  return checkConditions(when, 'when').length === 0 && meetsConditions(conditions, facts)
}
