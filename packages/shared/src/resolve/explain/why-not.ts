import { createPlan } from '../create-plan.ts'
import type { PlanPlugin, Refusal } from '../plan.ts'
import { accepts } from './accepts.ts'
import type { PlanFacts } from './explain-plan.ts'
import { explanation, told, type Explanation, type Requirement } from './explanation.ts'
import { smallestSet } from './smallest-set.ts'
import { offered, unknown } from './why.ts'

/** Why a plugin does not run: the chain to the root of it, and what cannot be met together there. */
export function whyNot(id: string, facts: PlanFacts): Explanation {
  const { plan, requirements } = facts
  const refusal = plan.refused[id]
  if (!refusal) {
    const version = plan.wiring[id]?.version
    return version === undefined
      ? unknown(id, facts)
      : explanation(id, [`"${id}" ${version} runs: nothing speaks against it.`])
  }
  const chain: Requirement[] = []
  let [at, root]: [string, Refusal] = [id, refusal]
  for (let next = root.causedBy; next !== undefined; next = root.causedBy) {
    const asking = requirements.plugin(at)
    const needs = asking && requirements.of(asking).find((one) => one.needs === next)
    const refused = plan.refused[next]
    if (needs) chain.push(needs)
    if (!refused) break
    ;[at, root] = [next, refused]
  }
  const conflict = conflictOf(at, root, facts)
  const fix = fixOf(root, conflict)
  const lines = [
    `"${id}" cannot run (${root.code}).`,
    ...chain.map(told),
    root.why,
    ...(conflict.length > 1
      ? ['These cannot be met together:', ...conflict.map((one) => `- ${told(one)}`)]
      : []),
    `Fix: ${fix}`,
  ]
  return explanation(id, lines, { chain: [...chain, ...conflict.slice(0, 1)], conflict, fix })
}

/** The smallest set of requirements that cannot be met together; the refused plugin's own stands first. */
function conflictOf(id: string, { needs }: Refusal, facts: PlanFacts): readonly Requirement[] {
  const { plan, requirements } = facts
  const asking = requirements.plugin(id)
  if (!asking || !needs) return []
  const own = requirements
    .of(asking)
    .find(({ needs: name, range }) => name === needs.name && range === needs.range)
  if (!own) return []
  const isPlugin = own.kind === 'plugin' || own.kind === 'optional'
  const against = isPlugin
    ? requirements
        .versions(own.needs)
        .filter(({ version }) => accepts(own, version, facts.input))
        .map((version) => againstPlugin(version, facts))
    : offered(own.needs, facts.input)
        .filter((version) => accepts(own, version, facts.input))
        .map((version) => againstPackage(own.needs, version, facts))
  const host = facts.input.provided[own.needs]
  const isHosts = !isPlugin && host !== undefined && plan.refused[id]?.code === 'SHARED_CONFLICT'
  const decided: Requirement[] = isHosts
    ? [{ from: 'host', version: '', needs: own.needs, range: host, kind: 'host' }]
    : []
  return [own, ...decided, ...(isHosts ? [] : smallestSet(against))]
}

/** What would no longer be met if this version of a plugin were the one that is picked. */
function againstPlugin({ id, version }: PlanPlugin, facts: PlanFacts): Requirement[] {
  const { plan, input, requirements } = facts
  const pins = { ...input.policy?.pins, [id]: version }
  const other = createPlan({ ...input, policy: { ...input.policy, pins } })
  const own = requirements.versions(id).find((one) => one.version === version)
  const lacking = other.refused[id]?.needs ?? {
    name: other.refused[id]?.causedBy,
    range: undefined,
  }
  const ownNeeds = own ? requirements.of(own).filter(({ needs }) => needs === lacking.name) : []
  const lost = plan.order.filter((one) => other.refused[one])
  return [...ownNeeds, ...requirements.on(id).filter(({ from }) => lost.includes(from))]
}

/** Who keeps a version of a package from being the one instance of the page. */
function againstPackage(name: string, version: string, facts: PlanFacts): Requirement[] {
  return facts.requirements.on(name).filter((one) => !accepts(one, version, facts.input))
}

function fixOf({ fix }: Refusal, [own, ...others]: readonly Requirement[]): string {
  const movable = others.filter(({ kind }) => kind !== 'host')
  if (!own || movable.length === 0) return fix
  const widened = movable.map(({ from, range }) => `let "${from}" accept more than "${range}"`)
  return `Let "${own.from}" accept more of "${own.needs}" than "${own.range}", or ${widened.join(' and ')}.`
}
