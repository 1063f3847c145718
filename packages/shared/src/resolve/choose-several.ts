import { isNegotiated, missing } from './choose-single.ts'
import {
  choicesOf,
  newestFirst as offersNewestFirst,
  suits,
  takes,
  type OffersOf,
} from './offers.ts'
import type { SharedChoice } from './plan.ts'
import type { SharedAnswer, SharedRequirement } from './shared-packages.ts'
import type { Versions } from './versions.ts'

/** Each requirement gets what fits it best: versions of one package may stand side by side. */
export function chooseEach(
  requirements: Iterable<SharedRequirement>,
  found: readonly SharedChoice[],
  { newestFirst }: Versions,
): Map<SharedRequirement, SharedAnswer> {
  let newest: readonly SharedChoice[] | undefined
  const answers = new Map<SharedRequirement, SharedAnswer>()
  for (const requirement of requirements) {
    const isLatest = requirement.settings.strategy === 'latest'
    if (isLatest) newest ??= found.toSorted((a, b) => newestFirst(a.version, b.version))
    answers.set(requirement, answerOf(requirement, (isLatest && newest) || found))
  }
  return answers
}

function answerOf(requirement: SharedRequirement, found: readonly SharedChoice[]): SharedAnswer {
  const choice = found.find(({ version }) => takes(requirement, version))
  if (choice) return { choice }
  if (found.length === 0) return { problem: missing(requirement) }
  const { only } = requirement
  if (only !== undefined && !found.some(({ version }) => version === only)) {
    return { problem: { kind: 'pin', found, isFatal: true } }
  }
  const [first] = found
  if (!isNegotiated(requirement) && first) return { choice: first }
  return { problem: { kind: 'conflict', found, isFatal: true } }
}

/**
 * What one plugin wants of packages that belong together: all from one provider, if one has
 * them all in versions that fit; what that one does not have comes from elsewhere.
 */
export function chooseTogether(
  names: readonly string[],
  requirements: readonly SharedRequirement[],
  offersOf: OffersOf,
  versions: Versions,
): Map<SharedRequirement, SharedAnswer> {
  const isLatest = requirements.some(({ settings }) => settings.strategy === 'latest')
  const all = offersOf(names)
  const offers = isLatest ? all.toSorted((a, b) => offersNewestFirst(a, b, names, versions)) : all
  const asked = ({ choices }: (typeof offers)[number]) =>
    requirements.filter((one) => choices.has(one.name))
  const fitting = offers.filter((one) =>
    asked(one).every((wanted) => !isNegotiated(wanted) || suits(one, wanted)),
  )
  const most = Math.max(0, ...fitting.map((one) => asked(one).length))
  const lead = most > 0 ? fitting.find((one) => asked(one).length === most) : undefined
  const answers = new Map<SharedRequirement, SharedAnswer>()
  for (const requirement of requirements) {
    const { name } = requirement
    const choice = lead?.choices.get(name)
    if (choice) {
      answers.set(requirement, { choice })
      continue
    }
    const found = choicesOf(offersOf([name]), name)
    // No provider has versions of all that fit, and versions of several would not fit each other.
    const isSplit = !lead && requirements.length > 1 && found.length > 0
    const alone = chooseEach([requirement], found, versions)
    answers.set(
      requirement,
      isSplit && isNegotiated(requirement)
        ? { problem: { kind: 'conflict', found, isFatal: true } }
        : (alone.get(requirement) ?? {}),
    )
  }
  return answers
}
