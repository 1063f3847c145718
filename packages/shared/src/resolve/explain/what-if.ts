import { unknownName } from '../../errors.ts'
import { createPlan } from '../create-plan.ts'
import type { Plan, PlanInput, PlanPlugin } from '../plan.ts'
import { sizesInUse, type SizedPart } from './sizes.ts'
import type { PlanFacts } from './explain-plan.ts'
import type { ExplainedPlan, PlanChange, WhatIf } from './explanation.ts'

/** What a change would lead to. Sizes come from `size` and `providesSize` of the entries: nothing is fetched. */
export function whatIf(
  change: PlanChange,
  { plan, input }: PlanFacts,
  explain: (plan: Plan, input: PlanInput) => ExplainedPlan,
): WhatIf {
  const changed = changedInput(change, input)
  const next = createPlan(changed)
  const before = sizesInUse(plan, input)
  const after = sizesInUse(next, changed)
  const parts = [...after].filter(([name]) => !before.has(name)).map(([, part]) => part)
  const copies = parts.filter((part) => isCopy(part, after))
  const wasWarned = new Set(plan.warnings.map(({ why }) => why))
  const removed = new Set(change.remove)
  const result = {
    plan: explain(next, changed),
    added: sum(parts),
    duplicated: sum(copies),
    unsized: parts.filter(({ size }) => size === undefined).map(({ name }) => name),
    broken: Object.fromEntries(
      Object.entries(next.refused).filter(([id]) => plan.wiring[id] && !removed.has(id)),
    ),
    mended: next.order.filter((id) => plan.refused[id]),
    warnings: next.warnings.filter(({ why }) => !wasWarned.has(why)),
  }
  return Object.freeze({ ...result, text: textOf(result, change) })
}

function changedInput(
  { add = [], remove = [], upgrade = {} }: PlanChange,
  input: PlanInput,
): PlanInput {
  const { provided, policy } = input
  const added = new Set(add.map(({ id, version }) => `${id}@${version}`))
  let plugins = input.plugins.filter(({ id, version }) => !added.has(`${id}@${version}`))
  for (const id of remove) {
    if (!plugins.some((plugin) => plugin.id === id)) throw unknownName(id)
    plugins = plugins.filter((plugin) => plugin.id !== id)
  }
  const pins = { ...policy?.pins }
  const versions = { ...provided }
  for (const [name, version] of Object.entries(upgrade)) {
    const known = plugins.filter(({ id }) => id === name)
    const [first] = known
    if (first) {
      pins[name] = version
      // A version that nobody has seen yet: its requirements are taken to stay.
      if (!known.some((one) => one.version === version))
        plugins = [...plugins, { ...first, version }]
    } else if (Object.hasOwn(versions, name)) versions[name] = version
    else throw unknownName(name)
  }
  return {
    ...input,
    plugins: [...plugins, ...add],
    provided: versions,
    policy: { ...policy, pins },
  }
}

/** Whether the page has the same package in another version too. */
function isCopy(part: SizedPart, all: ReadonlyMap<string, SizedPart>): boolean {
  return (
    part.package !== undefined &&
    [...all.values()].some((other) => other !== part && other.package === part.package)
  )
}

function sum(parts: readonly SizedPart[]): number {
  return parts.reduce((total, { size = 0 }) => total + size, 0)
}

function textOf(
  { added, duplicated, unsized, broken, mended, warnings }: Omit<WhatIf, 'plan' | 'text'>,
  { add = [], remove = [], upgrade = {} }: PlanChange,
): string {
  const changes = [
    ...add.map(({ id, version }: PlanPlugin) => `add ${id} ${version}`),
    ...remove.map((id) => `remove ${id}`),
    ...Object.entries(upgrade).map(([name, version]) => `upgrade ${name} to ${version}`),
  ]
  const refused = Object.entries(broken)
  return [
    `To ${changes.join(', ') || 'change nothing'}:`,
    `- ${added} bytes more, ${duplicated} of them of packages that the page has in another version.`,
    ...(unsized.length > 0 ? [`- Of unknown size: ${unsized.join(', ')}.`] : []),
    ...refused.map(([id, { code, why }]) => `- "${id}" would no longer run (${code}): ${why}`),
    ...(refused.length === 0 ? ['- Nothing would break.'] : []),
    ...mended.map((id) => `- "${id}" would run.`),
    ...warnings.map(({ code, why }) => `- Warning (${code}): ${why}`),
  ].join('\n')
}
