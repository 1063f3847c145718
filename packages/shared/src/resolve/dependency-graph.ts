import type { Candidate, Need } from './candidates.ts'
import { dependencyGroups } from './dependency-groups.ts'

/** One version of each plugin, by id, in rank order. */
export type Selection = ReadonlyMap<string, Candidate>

/** Who needs whom, worked out once because a plan asks it many times. */
export interface DependencyGraph {
  readonly plugins: Selection
  /** Who needs a plugin. */
  dependents(id: string): readonly Candidate[]
  /** Groups of plugins that need each other, dependencies first, without the refused plugins. */
  groups(refused: ReadonlyMap<string, unknown>): string[][]
}

/** An optional dependency that is refused, of an unfit version or without a capability is as good as absent. */
export function isUsable(
  { id, range, capabilities }: Need,
  plugins: Selection,
  refused: ReadonlyMap<string, unknown>,
): boolean {
  const found = plugins.get(id)
  return (
    found !== undefined &&
    !refused.has(id) &&
    range.accepts(found.plugin.version) &&
    capabilities.every((one) => found.plugin.implements?.includes(one))
  )
}

export function createDependencyGraph(plugins: Selection): DependencyGraph {
  const rank = new Map([...plugins.keys()].map((id, index) => [id, index]))
  const rankOf = (id: string): number => rank.get(id) ?? rank.size
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
      const runs = (id: string): boolean => plugins.has(id) && !refused.has(id)
      const edges = (id: string): string[] => {
        const { needs = [], wants = [] } = plugins.get(id) ?? {}
        if (needs.length === 0 && wants.length === 0) return []
        return [...needs, ...wants.filter((want) => isUsable(want, plugins, refused))]
          .map((need) => need.id)
          .filter(runs)
          .sort((a, b) => rankOf(a) - rankOf(b))
      }
      return dependencyGroups([...plugins.keys()].filter(runs), edges)
    },
  }
}
