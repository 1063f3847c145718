import { createAcceptedRanges } from './accepted-range.ts'
import { createCandidate, type Candidate } from './candidates.ts'
import { checkPolicy } from './check-policy.ts'
import { groupsOf } from './choose-shared.ts'
import { isUsable } from './dependency-graph.ts'
import { isCycle, unfit } from './dependency-refusals.ts'
import { frozen, sortedRecord } from './frozen.ts'
import { gatherCandidates } from './gather-candidates.ts'
import { hashOf, planInput } from './plan-input.ts'
import { cycleAllowed, optionalUnfit } from './plan-warnings.ts'
import { pickVersions } from './pick-versions.ts'
import type { Plan, PlanInput, PlanWarning, Refusal } from './plan.ts'
import { byText } from './rank.ts'
import { createSettings } from './settings.ts'
import { settle, type Outcome } from './settle.ts'
import { createVersions } from './versions.ts'
import { createSharedPackages } from './shared-packages.ts'
import { peerWarnings } from './shared-refusals.ts'
import { sharedChoices, wiringOf } from './wiring.ts'

/**
 * The plan for one page: which plugins can run, in which version and order, and what each of them
 * gets. Pure: the same input gives the same frozen plan, whatever the order of arrival. Where neither
 * dependencies nor priority decide, plugins come in the order of `use`, then by id.
 * Throws `CONFIG_POLICY_INVALID`.
 */
export function createPlan(input: PlanInput): Plan {
  const { policy = {}, provided, together } = input
  const versions = createVersions()
  const ranges = createAcceptedRanges(versions)
  if (input.policy) checkPolicy(policy, ranges, versions)
  const packages = createSharedPackages(ranges, policy)
  const disabled = new Set(policy.disabled)
  const tools = { versions, ranges, packages, settingsOf: createSettings(), disabled }
  const { candidates, refused } = gatherCandidates(input, versions, (plugin) =>
    createCandidate(plugin, input, tools),
  )
  const versionsOf = (id: string) => (candidates.get(id) ?? []).map(({ plugin }) => plugin.version)
  const shared = { groups: groupsOf(together), conflicts: policy.conflicts }
  const outcome = pickVersions(candidates, (selection) =>
    settle(selection, { ...shared, provided, versions, versionsOf, disabled }, refused),
  )
  return assemble(input, outcome, versionsOf)
}

function assemble(
  input: PlanInput,
  outcome: Outcome,
  versionsOf: (id: string) => readonly string[],
): Plan {
  const { groups } = outcome
  const order = groups.flat()
  const refused = sortedRecord(outcome.refused)
  const shared = sharedChoices(outcome)
  const cycles = groups.filter(isCycle)
  const warnings = warningsOf(outcome, cycles, versionsOf)
  const { plugins } = outcome.graph
  const decisions = () => [
    order.map((id) => `${id}@${plugins.get(id)?.plugin.version}`),
    Object.entries(shared).map(([key, { provider, version }]) => `${key}=${provider}@${version}`),
    Object.entries(refused).map(([id, { code }]) => `${id}!${code}`),
  ]
  const inputHash = once(() => planInput(input))
  const hash = once(() => hashOf(decisions().join('\n')))
  const wiring = once(() => frozen(wiringOf(outcome)))
  // A page that starts asks for none of the three that are worked out late.
  return Object.freeze({
    get input() {
      return inputHash()
    },
    get hash() {
      return hash()
    },
    order: Object.freeze(order),
    ...frozen({ refused, warnings, cycles, shared }),
    get wiring() {
      return wiring()
    },
  })
}

function warningsOf(
  { graph, running, refused, answers }: Outcome,
  cycles: readonly string[][],
  versionsOf: (id: string) => readonly string[],
): PlanWarning[] {
  const { plugins } = graph
  const warnsOf = (id: string) => plugins.get(id)?.settings.circular === 'warn'
  return [
    ...peerWarnings(running, answers),
    ...running.flatMap((candidate) => unusedOptional(candidate)),
    ...cycles.filter((cycle) => cycle.some(warnsOf)).map(cycleAllowed),
  ].sort((a, b) => byText(a.plugin, b.plugin) || byText(a.code, b.code) || byText(a.why, b.why))

  /** An optional dependency that is not there at all has not failed. */
  function unusedOptional(candidate: Candidate): PlanWarning[] {
    const { plugin, settings, wants } = candidate
    if (settings.onOptionalFailure === 'ignore') return []
    return wants
      .filter((want) => plugins.has(want.id) && !isUsable(want, plugins, refused))
      .flatMap((want) => {
        const reason: Refusal | undefined =
          refused.get(want.id) ?? unfit(candidate, want, plugins, versionsOf)
        return reason ? [optionalUnfit(plugin, want.id, reason)] : []
      })
  }
}

function once<Value>(work: () => Value): () => Value {
  let known: { readonly value: Value } | undefined
  return () => (known ??= { value: work() }).value
}
