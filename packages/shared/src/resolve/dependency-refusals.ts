import { nearest } from '../nearest.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import type { PlanPlugin, Refusal } from './plan.ts'
import { byText } from './rank.ts'
import {
  circularDependency,
  duplicateId,
  missingDependency,
  refusedDependency,
  unsatisfiedDependency,
} from './refusals.ts'
import type { Satisfies } from './version.ts'

export type Refusals = ReadonlyMap<string, Refusal>

/** Two plugins of one id: neither is the right one, so none runs. */
export function duplicates(plugins: readonly PlanPlugin[]): Refusals {
  const versions = new Map<string, string[]>()
  for (const { id, version } of plugins) versions.set(id, [...(versions.get(id) ?? []), version])
  const several = [...versions].filter(([, found]) => found.length > 1)
  return new Map(several.map(([id, found]) => [id, duplicateId(id, found.toSorted(byText))]))
}

/** Plugins with a dependency that is missing or of an unfit version. */
export function unmet(
  { plugins, needs }: DependencyGraph,
  refused: Refusals,
  satisfies: Satisfies,
): Refusals {
  // One missing plugin is often missed by hundreds, and looking for a near name is slow.
  const near = new Map<string, string | undefined>()
  const nearTo = (id: string): string | undefined => {
    if (!near.has(id)) near.set(id, nearest(id, plugins.keys()))
    return near.get(id)
  }
  const problem = (plugin: PlanPlugin): Refusal | undefined => {
    for (const [id, range] of needs(plugin.id)) {
      if (refused.has(id)) continue
      const found = plugins.get(id)
      if (!found) return missingDependency(plugin, id, range, nearTo(id))
      if (!satisfies(found.version, range)) return unsatisfiedDependency(plugin, found, range)
    }
    return undefined
  }
  return collected([...plugins.values()], problem)
}

/** A refusal spreads to every plugin that needs the refused one. */
export function spread({ plugins, needs }: DependencyGraph, first: Refusals): Refusals {
  const refused = new Map(first)
  const problem = (plugin: PlanPlugin): Refusal | undefined => {
    const id = needs(plugin.id).find(([other]) => refused.has(other))?.[0]
    return id === undefined ? undefined : refusedDependency(plugin, id, rootOf(refused, id))
  }
  for (let before = -1; before < refused.size;) {
    before = refused.size
    const running = [...plugins.values()].filter(({ id }) => !refused.has(id))
    for (const [id, refusal] of collected(running, problem)) refused.set(id, refusal)
  }
  return refused
}

/** The plugins of every cycle in which one of them forbids cycles. */
export function forbiddenCycles(graph: DependencyGraph, refused: Refusals): Refusals {
  const found = new Map<string, Refusal>()
  for (const group of graph.groups(refused)) {
    const members = group.flatMap((id) => graph.plugins.get(id) ?? [])
    if (!isCycle(group) || !members.some(({ circular }) => circular === 'error')) continue
    for (const plugin of members) found.set(plugin.id, circularDependency(plugin, group))
  }
  return found
}

export function isCycle(group: readonly string[]): boolean {
  return group.length > 1
}

/** The refusal that began it: the end of a long chain is what somebody must act on. */
function rootOf(refused: Refusals, id: string): Refusal | undefined {
  const refusal = refused.get(id)
  return refusal?.causedBy === undefined ? refusal : rootOf(refused, refusal.causedBy)
}

function collected(
  plugins: readonly PlanPlugin[],
  problem: (plugin: PlanPlugin) => Refusal | undefined,
): Refusals {
  return new Map(
    plugins.flatMap((plugin): [string, Refusal][] => {
      const refusal = problem(plugin)
      return refusal ? [[plugin.id, refusal]] : []
    }),
  )
}
