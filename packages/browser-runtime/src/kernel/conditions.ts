import type { LoadingState } from '@mortise/shared'
import type { Condition, ConditionType } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** In the order in which they are met. A failed plugin keeps those that it met before. */
const types: readonly ConditionType[] = [
  'Resolved',
  'Fetched',
  'Verified',
  'Initialized',
  'Ready',
  'Degraded',
]

/** What became of a plugin, and what the plan says. */
export function conditionsOf(
  { met, since, failure, notes, refused }: ManagedPlugin,
  state: LoadingState,
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
