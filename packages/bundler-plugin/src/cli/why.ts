import { nearest } from '@mortise/shared'
import type { Answer } from './run.ts'
import type { Inspection } from './inspection.ts'

/** Explains a plugin or a shared package: the shortest chain of requirements that decides. */
export function why({ plan, plugins, problems }: Inspection, name: string): Answer {
  const isPlugin = plugins.some(({ id }) => id === name)
  const packages = new Set(Object.keys(plan.shared).map((key) => packageOfKey(key)))
  if (!isPlugin && !packages.has(name)) {
    const known = [...plugins.map(({ id }) => id), ...packages]
    const near = nearest(name, known)
    const reason = `Nothing of the plan is named "${name}".`
    const hint = near ? ` Did you mean "${near}"?` : ` There are: ${known.sort().join(', ')}.`
    return { exitCode: 2, text: reason + hint, data: { name, text: reason + hint } }
  }
  const refused = plan.refused[name] !== undefined
  const explanation = refused ? plan.whyNot(name) : plan.why(name)
  const more =
    problems.length > 0 ? '\n\nThe workspace has problems: mortise check lists them.' : ''
  return {
    exitCode: refused ? 1 : 0,
    text: `${explanation.text}${explanation.fix ? `\nFix: ${explanation.fix}` : ''}${more}`,
    data: explanation,
  }
}

/** `react` of `react@^19.0.0`, of `@scope/name@1` and of `com.example.a react@>=18 <20`. */
function packageOfKey(key: string) {
  return /^(?:\S+ )?((?:@[^@/]+\/)?[^@\s]+)@/.exec(key)?.[1] ?? key
}
