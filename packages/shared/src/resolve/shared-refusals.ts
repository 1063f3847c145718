import type { Candidate } from './candidates.ts'
import type { SharedAnswers } from './choose-shared.ts'
import { isNegotiated } from './choose-single.ts'
import type { PlanWarning, Refusal } from './plan.ts'
import { peerMismatch, peerMissing } from './plan-warnings.ts'
import { byText } from './rank.ts'
import { pinUnavailable, sharedConflict, sharedMissing, sharedUndecided } from './refusals.ts'
import type { SharedProblem, SharedRequirement } from './shared-packages.ts'

/**
 * Plugins that cannot run with what there is to share. What nobody provides is told first: it
 * depends on no other plugin. Of the conflicts only those about one package are told at a time, the
 * first by name: without these plugins the others may agree.
 */
export function refusedByShared(
  running: readonly Candidate[],
  answers: SharedAnswers,
): Map<string, Refusal> {
  const refused = new Map<string, Refusal>()
  if (!answers.hasProblem) return refused
  const problems = running.flatMap((candidate) => {
    const found = fatal(candidate, answers)
    return found ? [{ candidate, ...found }] : []
  })
  const alone = problems.filter(({ problem }) => !problem.isSingleton)
  const names = problems.map(({ requirement }) => requirement.name).sort(byText)
  const dependent = problems.filter(({ requirement }) => requirement.name === names[0])
  for (const { candidate, requirement, problem } of alone.length > 0 ? alone : dependent) {
    refused.set(candidate.plugin.id, refusalOf(candidate, requirement, problem, running))
  }
  return refused
}

/** Peers that are missing or do not fit, of plugins that run all the same. */
export function peerWarnings(running: readonly Candidate[], answers: SharedAnswers): PlanWarning[] {
  if (!answers.hasProblem) return []
  return running.flatMap((candidate) =>
    candidate.shared.flatMap((requirement) => {
      const { choice, problem } = answers.get(candidate, requirement)
      const { settings } = requirement
      if (!problem || !isNegotiated(requirement)) return []
      const asked = askedFor(requirement)
      if (problem.kind === 'missing') {
        return settings.onMissing === 'warn' ? [peerMissing(candidate.plugin, asked)] : []
      }
      return choice && settings.onMismatch === 'warn'
        ? [peerMismatch(candidate.plugin, asked, choice)]
        : []
    }),
  )
}

/** The first problem of a plugin, by package, so that it is always refused for the same one. */
function fatal(candidate: Candidate, answers: SharedAnswers) {
  let first: { requirement: SharedRequirement; problem: SharedProblem } | undefined
  for (const requirement of candidate.shared) {
    const { problem } = answers.get(candidate, requirement)
    if (!problem?.isFatal) continue
    if (!first || byText(requirement.key, first.requirement.key) < 0)
      first = { requirement, problem }
  }
  return first
}

function refusalOf(
  { plugin }: Candidate,
  requirement: SharedRequirement,
  { kind, found, isSingleton }: SharedProblem,
  running: readonly Candidate[],
): Refusal {
  const asked = askedFor(requirement)
  const { name } = asked
  switch (kind) {
    case 'missing':
      return sharedMissing(plugin, asked)
    case 'undecided':
      return sharedUndecided(plugin, asked, found)
    case 'pin':
      return pinUnavailable(
        plugin,
        name,
        requirement.only ?? '',
        found.map(({ version }) => version),
      )
    case 'conflict': {
      const isPeer = (one: SharedRequirement) => one.isPeer && one.name === name
      const peer = isSingleton ? running.find(({ shared }) => shared.some(isPeer)) : undefined
      return sharedConflict(plugin, asked, found, peer?.plugin.id)
    }
  }
}

function askedFor({ name, range }: SharedRequirement) {
  return { name, range: range.written }
}
