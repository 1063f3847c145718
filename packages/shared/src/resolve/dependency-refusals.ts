import { nearest } from '../nearest.ts'
import { firstNeed, type Candidate, type Need } from './candidates.ts'
import { answers, type DependencyGraph, type Selection } from './dependency-graph.ts'
import type { Refusal } from './plan.ts'
import {
  circularDependency,
  lackingCapability,
  missingDependency,
  refusedDependency,
  unsatisfiedDependency,
} from './refusals.ts'

export type Refusals = ReadonlyMap<string, Refusal>

/** All versions that there are of an id, the picked one among them. */
export type VersionsOf = (id: string) => readonly string[]

/** Plugins with a dependency that is missing, of an unfit version, or without a capability. */
export function unmet(
  { plugins }: DependencyGraph,
  refused: Refusals,
  versionsOf: VersionsOf,
): Refusals {
  // One missing plugin is often missed by hundreds, and looking for a near name is slow.
  const near = new Map<string, string | undefined>()
  const nearTo = (id: string): string | undefined => {
    if (!near.has(id)) near.set(id, nearest(id, plugins.keys()))
    return near.get(id)
  }
  const found = new Map<string, Refusal>()
  const isUnmet = (need: Need): boolean => {
    const other = plugins.get(need.id)
    return !(other && answers(other.plugin, need)) && !refused.has(need.id)
  }
  for (const candidate of plugins.values()) {
    const { plugin, needs } = candidate
    const need = firstNeed(needs, isUnmet)
    if (!need || refused.has(plugin.id)) continue
    const refusal =
      unfit(candidate, need, plugins, versionsOf) ??
      missingDependency(plugin, need.id, need.range.written, nearTo(need.id))
    found.set(plugin.id, refusal)
  }
  return found
}

/** Why a plugin that is there does not answer a need. */
export function unfit(
  { plugin }: Candidate,
  { id, range, capabilities }: Need,
  plugins: Selection,
  versionsOf: VersionsOf,
): Refusal | undefined {
  const found = plugins.get(id)?.plugin
  if (!found) return undefined
  if (!range.accepts(found.version)) {
    const others = versionsOf(id).filter((version) => version !== found.version)
    return unsatisfiedDependency(plugin, found, range.written, others)
  }
  const lacking = capabilities.find((one) => !found.implements?.includes(one))
  return lacking === undefined ? undefined : lackingCapability(plugin, found, lacking)
}

/** A refusal spreads to every plugin that needs the refused one. */
export function spread(graph: DependencyGraph, first: Refusals): Refusals {
  if (first.size === 0) return first
  const refused = new Map(first)
  const roots = new Map<string, Refusal | undefined>()
  let wave = [...first.keys()]
  while (wave.length > 0) {
    const next = new Map<string, Refusal>()
    for (const id of wave) {
      for (const { plugin, needs } of graph.dependents(id)) {
        if (refused.has(plugin.id) || next.has(plugin.id)) continue
        // The first of its dependencies that is refused, whichever came up here first.
        const cause = firstNeed(needs, (need) => refused.has(need.id))?.id ?? id
        next.set(plugin.id, refusedDependency(plugin, cause, rootOf(cause)))
      }
    }
    for (const [id, refusal] of next) refused.set(id, refusal)
    wave = [...next.keys()]
  }
  return refused

  /** The refusal that began it: the end of a long chain is what somebody must act on. */
  function rootOf(id: string): Refusal | undefined {
    const path: string[] = []
    let root = refused.get(id)
    for (let at: string | undefined = id; at !== undefined && !roots.has(at);) {
      path.push(at)
      root = refused.get(at)
      at = root?.causedBy
      if (at !== undefined && roots.has(at)) root = roots.get(at)
    }
    if (path.length === 0) return roots.get(id)
    for (const one of path) roots.set(one, root)
    return root
  }
}

/** The plugins of every cycle in which one of them forbids cycles. */
export function forbiddenCycles(graph: DependencyGraph, groups: readonly string[][]): Refusals {
  const found = new Map<string, Refusal>()
  for (const group of groups) {
    if (!isCycle(group)) continue
    const members = group.flatMap((id) => graph.plugins.get(id) ?? [])
    if (!members.some(({ settings }) => settings.circular === 'error')) continue
    for (const { plugin } of members) found.set(plugin.id, circularDependency(plugin, group))
  }
  return found
}

export function isCycle(group: readonly string[]): boolean {
  return group.length > 1
}
