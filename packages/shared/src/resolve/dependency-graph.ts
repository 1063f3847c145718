import type { Candidate, Need } from './candidates.ts'
import type { PlanPlugin } from './plan.ts'
import { stronglyConnected } from './strongly-connected.ts'

/** One version of each plugin, by id, in rank order. */
export type Selection = ReadonlyMap<string, Candidate>

/** Who needs whom, worked out once because a plan asks it many times. */
export interface DependencyGraph {
  readonly plugins: Selection
  /** Who needs a plugin. */
  dependents(id: string): readonly Candidate[]
  /**
   * Groups of plugins that need each other, dependencies first, without the refused plugins. Followed in
   * the order of rank, and a group keeps it, so the order moves nothing without need.
   */
  groups(refused: ReadonlyMap<string, unknown>): string[][]
}

/** An optional dependency that is refused, of an unfit version or without a capability is as good as absent. */
export function isUsable(
  need: Need,
  plugins: Selection,
  refused: ReadonlyMap<string, unknown>,
): boolean {
  const found = plugins.get(need.id)
  return found !== undefined && !refused.has(need.id) && answers(found.plugin, need)
}

/** Whether a plugin is what is needed. */
export function answers(plugin: PlanPlugin, { range, capabilities }: Need): boolean {
  if (!range.accepts(plugin.version)) return false
  if (capabilities.length === 0) return true
  return capabilities.every((one) => plugin.implements?.includes(one))
}

export function createDependencyGraph(plugins: Selection): DependencyGraph {
  let reversed: Map<string, Candidate[]> | undefined

  /** Asked for only when something is refused. */
  function reverse(): Map<string, Candidate[]> {
    const found = new Map<string, Candidate[]>()
    for (const candidate of plugins.values()) {
      for (const { id } of candidate.needs) {
        const known = found.get(id)
        if (known) known.push(candidate)
        else found.set(id, [candidate])
      }
    }
    return found
  }

  return {
    plugins,
    dependents: (id) => (reversed ??= reverse()).get(id) ?? [],
    groups(refused) {
      const rank = new Map<string, number>()
      for (const id of plugins.keys()) if (!refused.has(id)) rank.set(id, rank.size)
      const byRank = (a: string, b: string) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)
      const edges = (id: string): string[] => {
        const found: string[] = []
        const { needs, wants } = plugins.get(id) as Candidate
        for (const need of needs) if (rank.has(need.id)) found.push(need.id)
        for (const want of wants) if (isUsable(want, plugins, refused)) found.push(want.id)
        return found.length > 1 ? found.sort(byRank) : found
      }
      const groups = stronglyConnected(rank.keys(), edges)
      for (const group of groups) if (group.length > 1) group.sort(byRank)
      return groups
    },
  }
}
