import type { HostPolicy } from './host-policy.ts'
import { choicesOf, suits, takes, type Offer, type OffersOf } from './offers.ts'
import type { SharedAnswer, SharedProblem, SharedRequirement } from './shared-packages.ts'

type Answers = Map<SharedRequirement, SharedAnswer>

/**
 * One instance for the page, of packages that belong together: the host's, else one that suits every
 * requirement, else what `conflictResolution` says. Among those who disagree `manual` goes before
 * `oldest` before `latest`, because `latest` is also what a plugin has that says nothing.
 */
export function chooseSingle(
  names: readonly string[],
  requirements: readonly SharedRequirement[],
  offersOf: OffersOf,
  conflicts: HostPolicy['conflicts'],
): Answers {
  const offers = offersOf(names)
  const negotiated = requirements.filter(isNegotiated)
  const lead = leadOf(offers, negotiated, conflicts)
  const answers: Answers = new Map()
  const left = names.filter((name) => lead && !lead.choices.has(name))
  for (const requirement of requirements) {
    const { name } = requirement
    if (left.includes(name)) continue
    const found = choicesOf(offers, name)
    const isUndecided = !lead && found.length > 0
    answers.set(
      requirement,
      isUndecided && requirement.settings.conflict === 'manual'
        ? { problem: { kind: 'undecided', found, isFatal: true } }
        : answerOf(requirement, lead, found),
    )
  }
  // What the provider of the others does not have comes from elsewhere, each on its own.
  for (const name of left) {
    const own = requirements.filter((one) => one.name === name)
    for (const [requirement, answer] of chooseSingle([name], own, offersOf, conflicts)) {
      answers.set(requirement, answer)
    }
  }
  return answers
}

/** A peer that its plugin does not resolve takes what there is, and has no vote. */
export function isNegotiated({ isPeer, settings }: SharedRequirement): boolean {
  return !isPeer || settings.resolvePeers
}

/** Nothing provides the package: only a peer can be done without, until code imports it. */
export function missing({ isPeer, settings }: SharedRequirement): SharedProblem {
  const onMissing = settings.resolvePeers ? settings.onMissing : 'ignore'
  return { kind: 'missing', found: [], isFatal: !isPeer || onMissing === 'error' }
}

function answerOf(
  requirement: SharedRequirement,
  lead: Offer | undefined,
  found: SharedProblem['found'],
): SharedAnswer {
  const { only, isPeer, settings, name } = requirement
  const choice = lead?.choices.get(name)
  if (found.length === 0) return { problem: missing(requirement) }
  if (!choice) return {}
  if (only !== undefined && only !== choice.version) {
    return { problem: { kind: 'pin', found, isFatal: true } }
  }
  if (takes(requirement, choice.version) || !isNegotiated(requirement)) return { choice }
  const isRefused = settings.conflict === 'fail' || settings.onMismatch === 'error'
  const isFatal = !isPeer || isRefused
  return { choice, problem: { kind: 'conflict', found, isFatal, isSingleton: true } }
}

/** Nothing when a conflict is left to the host, which has not decided it. */
function leadOf(
  offers: readonly Offer[],
  requirements: readonly SharedRequirement[],
  conflicts: HostPolicy['conflicts'] = {},
): Offer | undefined {
  const [first] = offers
  if (!first || first.provider === 'host') return first
  const allowed = pinned(offers, requirements)
  const own = (one: Offer) => requirements.filter((r) => one.choices.has(r.name))
  const full = allowed.filter((one) => own(one).every((r) => suits(one, r)))
  const most = Math.max(...full.map((one) => own(one).length))
  const agreed = full.find((one) => own(one).length === most)
  if (agreed && most > 0) return agreed

  const votes = new Set(requirements.map(({ settings }) => settings.conflict))
  if (votes.has('manual')) {
    const decided = allowed.filter((one) =>
      [...one.choices].some(([n, { version }]) => conflicts[n] === version),
    )
    return decided[0]
  }
  const useful = allowed.filter((one) => requirements.some((r) => suits(one, r)))
  const usable = useful.length > 0 ? useful : allowed
  return votes.has('oldest') ? usable.at(-1) : usable[0]
}

/** Offers of the pinned versions, where there are any. */
function pinned(offers: readonly Offer[], requirements: readonly SharedRequirement[]) {
  const pins = requirements.filter(({ only }) => only !== undefined)
  const left = offers.filter(({ choices }) =>
    pins.every(({ only, name }) => (choices.get(name)?.version ?? only) === only),
  )
  return left.length > 0 ? left : offers
}
