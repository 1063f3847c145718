import type { Candidate } from './candidates.ts'
import { chooseEach, chooseTogether } from './choose-several.ts'
import { chooseSingle, isNegotiated } from './choose-single.ts'
import type { HostPolicy } from './host-policy.ts'
import { choicesOf, type OffersOf } from './offers.ts'
import type { PlanInput } from './plan.ts'
import { byText } from './rank.ts'
import type { Versions } from './versions.ts'
import type { SharedAnswer, SharedRequirement } from './shared-packages.ts'

/** What every requirement of some plugins gets. */
export interface SharedAnswers {
  get(candidate: Candidate, requirement: SharedRequirement): SharedAnswer
  readonly used: ReadonlySet<SharedRequirement>
  /** Whether all plugins that ask the same get the same. */
  readonly isUniform: boolean
  /** Whether something cannot be had, or not as it was asked for. */
  readonly hasProblem: boolean
}

export interface SharedTools {
  /** By package: the group that it belongs to, itself among them. */
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly offersOf: OffersOf
  readonly versions: Versions
  readonly conflicts: HostPolicy['conflicts']
}

const nothing: SharedAnswer = {}

/**
 * One answer for every requirement. A package that a running plugin takes as a peer is a singleton,
 * and with it all that it belongs together with: nobody gets another instance.
 */
export function chooseShared(
  running: readonly Candidate[],
  { groups, offersOf, conflicts, versions }: SharedTools,
): SharedAnswers {
  const used = new Set<SharedRequirement>()
  for (const { shared } of running) for (const one of shared) used.add(one)
  const byName = new Map<string, SharedRequirement[]>()
  for (const one of used) {
    const known = byName.get(one.name)
    if (known) known.push(one)
    else byName.set(one.name, [one])
  }
  const answers = new Map<SharedRequirement, SharedAnswer>()
  const own = new Map<Candidate, Map<SharedRequirement, SharedAnswer>>()
  const done = new Set<string>()
  let hasProblem = false
  const keep = (to: Map<SharedRequirement, SharedAnswer>, from: typeof answers): void => {
    for (const [requirement, answer] of from) {
      to.set(requirement, answer)
      hasProblem ||= answer.problem !== undefined
    }
  }

  for (const [name, alone] of byName) {
    if (done.has(name)) continue
    const names = groups.get(name) ?? [name]
    for (const one of names) done.add(one)
    const wanted = names.length > 1 ? names.flatMap((one) => byName.get(one) ?? []) : alone
    if (wanted.some((one) => one.isPeer && isNegotiated(one))) {
      keep(answers, chooseSingle(names, wanted, offersOf, conflicts))
    } else if (names.length === 1) {
      keep(answers, chooseEach(wanted, choicesOf(offersOf(names), name), versions))
    } else {
      for (const candidate of running) {
        const asked = candidate.shared.filter((one) => names.includes(one.name))
        if (asked.length === 0) continue
        const known = own.get(candidate) ?? new Map<SharedRequirement, SharedAnswer>()
        own.set(candidate, known)
        keep(known, chooseTogether(names, asked, offersOf, versions))
      }
    }
  }
  return {
    get: (candidate, one) => own.get(candidate)?.get(one) ?? answers.get(one) ?? nothing,
    used,
    isUniform: own.size === 0,
    hasProblem,
  }
}

/** Groups that share a package are one group. Each is sorted. */
export function groupsOf(together: PlanInput['together'] = []): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>()
  for (const names of together) {
    const joined = new Set([...names, ...names.flatMap((name) => groups.get(name) ?? [])])
    const group = [...joined].sort(byText)
    for (const name of group) groups.set(name, group)
  }
  return groups
}
