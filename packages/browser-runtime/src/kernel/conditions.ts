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

/** What became of a plugin in a state, and what the plan says. */
export type ConditionsOf = (plugin: ManagedPlugin, state: LoadingState) => readonly Condition[]

/**
 * Plugins that nobody has loaded yet have their conditions in common: of a large catalog they are
 * nearly all, and nothing differs but the millisecond in which the plan was there.
 */
export function createConditions(): ConditionsOf {
  let waiting: readonly Condition[] = []
  return (plugin, state) => {
    if (state !== 'pending' || plugin.refused || plugin.notes) return conditionsOf(plugin, state)
    if (waiting[0]?.lastTransitionTime !== plugin.since) waiting = conditionsOf(plugin, state)
    return waiting
  }
}

function conditionsOf(
  { met, since, failure, notes, refused }: ManagedPlugin,
  state: LoadingState,
): readonly Condition[] {
  const { code, message = failure } = (failure ?? {}) as { code?: string; message?: unknown }
  const planned = refused && {
    Resolved: { status: 'False', reason: refused.code, message: refused.why } as const,
  }
  const known = { ...planned, ...notes }
  const conditions = types.map((type, index): Condition => {
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
  return Object.freeze(conditions)
}
