import { dependencyGroups } from './dependency-groups.ts'
import type { PlanPlugin } from './plan.ts'
import { byText } from './rank.ts'
import type { Satisfies } from './version.ts'

type Dependency = readonly [id: string, range: string]

/** Who needs whom, worked out once because a plan asks it many times. */
export interface DependencyGraph {
  /** In rank order. */
  readonly plugins: ReadonlyMap<string, PlanPlugin>
  /** What a plugin cannot do without, by id. */
  needs(id: string): readonly Dependency[]
  /** Groups of plugins that need each other, dependencies first, without the refused plugins. */
  groups(refused: ReadonlyMap<string, unknown>): string[][]
}

export function createDependencyGraph(
  ranked: readonly PlanPlugin[],
  satisfies: Satisfies,
): DependencyGraph {
  const plugins = new Map(ranked.map((plugin) => [plugin.id, plugin]))
  const rank = new Map(ranked.map(({ id }, index) => [id, index]))
  const needs = new Map(ranked.map(({ id, dependencies }) => [id, sorted(dependencies)]))
  const rankOf = (id: string): number => rank.get(id) ?? ranked.length

  /** An optional dependency of an unfit version is as good as absent. */
  const fits = ([id, range]: Dependency): boolean => {
    const found = plugins.get(id)
    return found !== undefined && satisfies(found.version, range)
  }
  const earlier = new Map(
    ranked.map(({ id, optional }) => {
      const all = [...(needs.get(id) ?? []), ...sorted(optional).filter(fits)]
      return [id, all.map(([other]) => other).sort((a, b) => rankOf(a) - rankOf(b))]
    }),
  )

  return {
    plugins,
    needs: (id) => needs.get(id) ?? [],
    groups(refused) {
      const runs = (id: string): boolean => plugins.has(id) && !refused.has(id)
      const edges = (id: string): string[] => (earlier.get(id) ?? []).filter(runs)
      return dependencyGroups([...plugins.keys()].filter(runs), edges)
    },
  }
}

function sorted(ranges: Readonly<Record<string, string>> = {}): Dependency[] {
  return Object.entries(ranges).sort(([a], [b]) => byText(a, b))
}
