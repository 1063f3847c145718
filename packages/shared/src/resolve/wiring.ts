import { isUsable } from './dependency-graph.ts'
import { sortedRecord } from './frozen.ts'
import type { SharedChoice, Wiring } from './plan.ts'
import type { Outcome } from './settle.ts'
import type { SharedAnswer } from './shared-packages.ts'

/** `plan.shared`: what each requirement gets, and beside it who gets something else. */
export function sharedChoices({ running, answers }: Outcome): Record<string, SharedChoice> {
  const choices = new Map<string, SharedChoice>()
  let isUniform = answers.isUniform
  for (const candidate of running.length > 0 && isUniform ? running.slice(0, 1) : []) {
    for (const one of answers.used) {
      const { choice } = answers.get(candidate, one)
      const known = choices.get(one.key)
      if (choice && known && textOf(known) !== textOf(choice)) isUniform = false
      if (choice) choices.set(one.key, choice)
    }
  }
  return sortedRecord(isUniform ? choices : differingChoices({ running, answers }))
}

function differingChoices({
  running,
  answers,
}: Pick<Outcome, 'running' | 'answers'>): Map<string, SharedChoice> {
  const byKey = new Map<string, Map<string, { choice: SharedChoice; users: string[] }>>()
  for (const candidate of running) {
    for (const requirement of candidate.shared) {
      const { choice } = answers.get(candidate, requirement)
      if (!choice) continue
      const known = byKey.get(requirement.key) ?? new Map()
      byKey.set(requirement.key, known)
      const text = textOf(choice)
      const same = known.get(text) ?? { choice, users: [] }
      known.set(text, same)
      same.users.push(candidate.plugin.id)
    }
  }
  const found = new Map<string, SharedChoice>()
  for (const [key, several] of byKey) {
    const [most, ...others] = [...several].sort(
      ([a, one], [b, other]) => other.users.length - one.users.length || (a < b ? -1 : 1),
    )
    if (most) found.set(key, most[1].choice)
    for (const [, { choice, users }] of others) {
      for (const id of users) found.set(`${id} ${key}`, choice)
    }
  }
  return found
}

/** `plan.wiring`, in the order of ids. */
export function wiringOf({ graph, running, refused, answers }: Outcome): Record<string, Wiring> {
  const { plugins } = graph
  const wired = running.map((candidate): [string, Wiring] => {
    const { plugin, needs, wants, shared } = candidate
    const used = [...needs, ...wants.filter((want) => isUsable(want, plugins, refused))]
    const versions = used.map(({ id }) => [id, plugins.get(id)?.plugin.version ?? ''] as const)
    const choices = shared.map((one): [string, SharedAnswer] => [
      one.key,
      answers.get(candidate, one),
    ])
    return [
      plugin.id,
      {
        version: plugin.version,
        plugins: sortedRecord(new Map(versions)),
        shared: sortedRecord(
          new Map(choices.flatMap(([key, { choice }]) => (choice ? [[key, choice]] : []))),
        ),
      },
    ]
  })
  return sortedRecord(new Map(wired))
}

function textOf({ provider, version }: SharedChoice): string {
  return `${provider} ${version}`
}
