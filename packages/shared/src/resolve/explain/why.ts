import { nearest } from '../../nearest.ts'
import { pinnedPlugin } from '../host-policy.ts'
import type { PlanInput, SharedChoice } from '../plan.ts'
import { providerName } from '../refusals.ts'
import { compareVersions, isVersion } from '../version.ts'
import { accepts } from './accepts.ts'
import type { PlanFacts } from './explain-plan.ts'
import { explanation, told, type Explanation, type Requirement } from './explanation.ts'

/** So many requirements are listed; of more, how many there are. */
const most = 8

/** Why a plugin or a package is there, in its version. */
export function why(name: string, facts: PlanFacts): Explanation {
  if (facts.plan.wiring[name]) return whyPlugin(name, facts)
  const choices = choicesOf(name, facts)
  return choices.length > 0 ? whyPackage(name, choices, facts) : unknown(name, facts)
}

/** Nothing of the plan has this name. */
export function unknown(name: string, { plan, input }: PlanFacts): Explanation {
  const packages = input.plugins.flatMap(({ shared = {} }) => Object.keys(shared))
  const known = new Set([...plan.order, ...Object.keys(plan.refused), ...packages])
  const near = nearest(name, known)
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  return explanation(name, [`Nothing in the plan is named "${name}".${hint}`])
}

function whyPlugin(id: string, { plan, input, requirements }: PlanFacts): Explanation {
  const version = plan.wiring[id]?.version ?? ''
  const chain = requirements.chainTo(id)
  const asking = requirements.on(id)
  const from = asking.length > 0 ? '' : ', and no plugin needs it: it is there because it is listed'
  const others = requirements.versions(id).filter((one) => one.version !== version)
  const pin = pinnedPlugin(input.policy ?? {}, id)
  const left = others.map((other) => {
    if (pin !== undefined) return `${other.version} is not taken: the host's policy pins ${pin}`
    const against = asking.find((one) => !accepts(one, other.version, input))
    if (against) return `${other.version} is not taken: ${told(against)}`
    return isNewer(other.version, version)
      ? `${other.version} is not taken: fewer plugins could run with it`
      : `${other.version} is not taken: it is older`
  })
  return explanation(
    id,
    [`"${id}" ${version} runs${from}.`, ...chain.map(told), ...counted(asking, chain), ...left],
    { chain },
  )
}

function whyPackage(
  name: string,
  choices: readonly SharedChoice[],
  { plan, input, requirements }: PlanFacts,
): Explanation {
  const asking = requirements.on(name)
  const single = asking.find(({ kind }) => kind === 'peer')
  const lines: string[] = []
  let decisive: readonly Requirement[] = []
  for (const { provider, version } of choices) {
    const users = asking.filter(({ from, range }) => {
      const choice = answerOf(plan.wiring[from]?.shared ?? {}, name, range, input)
      return choice?.version === version && choice.provider === provider
    })
    const newer = offered(name, input).filter((other) => isNewer(other, version))
    // Whoever keeps a newer version out decides; else whoever asks over the shortest way.
    const excluding = newer.flatMap(
      (other) => users.find((one) => !accepts(one, other, input)) ?? [],
    )
    const deciding = excluding[0] ?? shortest(users, requirements.chainTo)
    const chain = deciding ? [...requirements.chainTo(deciding.from), deciding] : []
    if (decisive.length === 0) decisive = chain
    lines.push(`"${name}" ${version} comes from ${providerName(provider)}.`)
    lines.push(...chain.map(told), ...counted(users, chain))
    if (newer.length > 0) {
      lines.push(
        provider === 'host'
          ? `${newer.join(', ')} is not taken: the host's own copy fits, and nothing need be fetched`
          : `${newer.join(', ')} is not taken`,
      )
    }
  }
  if (single && choices.length === 1) {
    lines.push(`The page has one instance of it, because ${told(single)}.`)
  }
  return explanation(name, lines, { chain: decisive })
}

function answerOf(
  shared: Readonly<Record<string, SharedChoice>>,
  name: string,
  range: string,
  { policy }: PlanInput,
): SharedChoice | undefined {
  const exact = shared[`${name}@${range}`]
  if (exact || !policy?.overrides) return exact
  // An overridden range still answers under the range that the build knows.
  return Object.entries(shared).find(([key]) => key.startsWith(`${name}@`))?.[1]
}

function choicesOf(name: string, { plan }: PlanFacts): SharedChoice[] {
  const found = new Map<string, SharedChoice>()
  for (const [key, choice] of Object.entries(plan.shared)) {
    const asked = key.slice(key.indexOf(' ') + 1)
    const isOwn =
      key.startsWith(`${name}@`) ||
      (plan.wiring[key.split(' ')[0] ?? ''] && asked.startsWith(`${name}@`))
    if (isOwn) found.set(`${choice.provider} ${choice.version}`, choice)
  }
  return [...found.values()]
}

function shortest(
  users: readonly Requirement[],
  chainTo: (id: string) => readonly Requirement[],
): Requirement | undefined {
  const lengths = users.map((user) => ({ user, length: chainTo(user.from).length }))
  return lengths.sort((a, b) => a.length - b.length)[0]?.user
}

/** All versions of a package that there are. */
export function offered(name: string, { provided, plugins }: PlanInput): string[] {
  const brought = plugins.flatMap(({ provides }) => provides?.[name] ?? [])
  const own = Object.hasOwn(provided, name) ? [provided[name] ?? ''] : []
  return [...new Set([...own, ...brought])].filter(isVersion).sort((a, b) => compareVersions(b, a))
}

function counted(asking: readonly Requirement[], shown: readonly Requirement[]): string[] {
  const others = asking.filter((one) => !shown.includes(one))
  const left = others.length - most
  return [...others.slice(0, most).map(told), ...(left > 0 ? [`and ${left} more`] : [])]
}

function isNewer(a: string, b: string): boolean {
  return isVersion(a) && isVersion(b) && compareVersions(a, b) > 0
}
