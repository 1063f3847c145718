import type { Condition, ConditionType } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { Facts } from './status.ts'

/** In the order in which they are met. A failed plugin keeps those that it met before. */
const types: readonly ConditionType[] = [
  'Resolved',
  'Fetched',
  'Verified',
  'Initialized',
  'Ready',
  'Degraded',
]

/** What the facts of a plugin say, and the plan. */
export function conditionsOf(
  { state, met, since, failure, notes }: Facts,
  { refused }: Pick<ManagedPlugin, 'refused'>,
): readonly Condition[] {
  const { code, message = failure } = (failure ?? {}) as { code?: string; message?: unknown }
  const planned = refused && {
    Resolved: { status: 'False', reason: refused.code, message: refused.why } as const,
  }
  const known = { ...planned, ...notes }
  return types.map((type, index): Condition => {
    const at = met[index]
    return Object.freeze({
      type,
      status: at ? 'True' : 'False',
      reason: (!at && code) || state,
      message: at || !failure ? '' : String(message),
      lastTransitionTime: at ?? since,
      ...known[type],
    })
  })
}
