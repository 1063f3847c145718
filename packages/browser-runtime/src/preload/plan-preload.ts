import {
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
  return targets(entries, facts, facts.route, (entry) =>
    meetsConditions(conditionsOf(entry), facts),
  )
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
  return targets(entries, facts, path, (entry) => {
    const { routes = [], ...others } = conditionsOf(entry)
    const isThere =
      routes.some((pattern) => matchesRoute(pattern, path)) || featuresOn(entry, path).length > 0
    return isThere && meetsConditions(others, facts)
  })
}

function targets(
  entries: readonly CatalogEntry[],
  { network }: ConditionFacts,
  path: string,
  isWanted: (entry: CatalogEntry) => boolean,
): Target[] {
  // Contract: who asks for less data gets nothing that nobody waits for.
  if (network.saveData) return []
  return entries
    .filter(mayPreload)
    .filter(isWanted)
    .map((entry) => ({
      entry,
      features: featuresOn(entry, path),
      resources: new Set(entry.preload?.resources ?? usual),
      priority: entry.preload?.priority ?? 100,
    }))
    .sort((a, b) => a.priority - b.priority)
}

const conditionsOf = ({ preload }: CatalogEntry) => (preload?.conditions ?? {}) as Conditions

/** Contract, `strategy: on-demand`: never preloaded implicitly. */
const mayPreload = ({ preload, strategy }: CatalogEntry) => !!preload && strategy !== 'on-demand'

/** Features that the plugin's contributions show at this path. */
function featuresOn({ extensions = {} }: CatalogEntry, path: string): string[] {
  const shown = Object.values(extensions)
    .flat()
    .flatMap(({ path: pattern, feature }) => {
      const isShown = typeof pattern === 'string' && matchesRoute(pattern, path)
      return isShown && typeof feature === 'string' ? [feature] : []
    })
  return [...new Set(shown)]
}
