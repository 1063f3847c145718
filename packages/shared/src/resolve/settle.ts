import type { Candidate } from './candidates.ts'
import { chooseShared, type SharedAnswers, type SharedTools } from './choose-shared.ts'
import { createDependencyGraph, type DependencyGraph, type Selection } from './dependency-graph.ts'
import {
  forbiddenCycles,
  spread,
  unmet,
  type Refusals,
  type VersionsOf,
} from './dependency-refusals.ts'
import { createOffers } from './offers.ts'
import type { PlanInput } from './plan.ts'
import { ranked } from './rank.ts'
import { refusedByShared } from './shared-refusals.ts'

/** What becomes of the plugins when one version of each is picked. */
export interface Outcome {
  readonly graph: DependencyGraph
  readonly refused: Refusals
  readonly running: readonly Candidate[]
  readonly answers: SharedAnswers
  /** Groups of plugins that need each other, dependencies first. */
  readonly groups: readonly string[][]
}

export interface SettleTools extends Omit<SharedTools, 'offersOf'> {
  readonly provided: PlanInput['provided']
  readonly versionsOf: VersionsOf
  readonly disabled: ReadonlySet<string>
}

export function settle(selection: Selection, tools: SettleTools, hopelessIds: Refusals): Outcome {
  const candidates = ranked(selection)
  const hopeless = new Map(hopelessIds)
  const plugins = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const { plugin, refusal } = candidate
    plugins.set(plugin.id, candidate)
    if (refusal && !hopeless.has(plugin.id)) hopeless.set(plugin.id, refusal)
  }
  const graph = createDependencyGraph(plugins)
  const lacking = unmet(graph, hopeless, tools.versionsOf)
  let refused = spread(graph, joined(hopeless, lacking))

  const { disabled, provided, versions } = tools
  const providers = candidates.map(({ plugin }) => plugin).filter(({ id }) => !disabled.has(id))
  const sharedTools = { ...tools, offersOf: createOffers(providers, provided, versions) }
  for (;;) {
    const running =
      refused.size > 0 ? candidates.filter(({ plugin }) => !refused.has(plugin.id)) : candidates
    const answers = chooseShared(running, sharedTools)
    const unequipped = refusedByShared(running, answers)
    if (unequipped.size > 0) {
      refused = spread(graph, joined(refused, unequipped))
      continue
    }
    const groups = graph.groups(refused)
    const circular = forbiddenCycles(graph, groups)
    if (circular.size === 0) return { graph, refused, running, answers, groups }
    refused = spread(graph, joined(refused, circular))
  }
}

function joined(a: Refusals, b: Refusals): Refusals {
  return b.size === 0 ? a : new Map([...a, ...b])
}
