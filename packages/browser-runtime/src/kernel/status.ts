import type { LoadingState } from '@mortise/shared'
import { lifecycleIllegal } from '../errors.ts'
import type { Condition, ConditionType, PluginStatus } from '../plugin.ts'

/** Where a plugin may go from each state. Reading this table is reading the lifecycle. */
export const next = {
  pending: ['loading'],
  loading: ['loaded', 'failed'],
  loaded: ['initializing', 'unloading'],
  initializing: ['ready', 'failed'],
  ready: ['reloading', 'unloading'],
  reloading: ['ready', 'failed'],
  failed: ['loading', 'unloading'],
  unloading: ['unloaded'],
  unloaded: ['loading'],
} as const satisfies Record<LoadingState, readonly LoadingState[]>

/** In the order in which they are met. A failed plugin keeps those that it met before. */
const conditionTypes: readonly ConditionType[] = [
  'Resolved',
  'Fetched',
  'Verified',
  'Initialized',
  'Ready',
  'Degraded',
]

/** How many conditions are met in a state, where it changes that; all but the last for a ready plugin. */
const metIn: Partial<Record<LoadingState, number>> = {
  loading: 1,
  loaded: 3,
  ready: 5,
  reloading: 4,
  unloading: 1,
}

/** What is known of a condition beyond the way up, such as what a health check found. */
export type Notes = Partial<Record<ConditionType, Partial<Condition>>>

/** What a status is made of. Never changed: a step makes new ones. Times in ms since the epoch. */
export interface Facts {
  readonly pluginId: string
  readonly state: LoadingState
  readonly startedAt?: number | undefined
  readonly retryCount: number
  readonly generation: number
  /** When the conditions were met, in their order. */
  readonly met: readonly number[]
  /** When this life began: since then the others are not met. */
  readonly since: number
  /** Why the plugin failed last. */
  readonly failure?: unknown
  readonly notes?: Notes | undefined
}

export function firstFacts(pluginId: string, notes?: Notes): Facts {
  const since = Date.now()
  return { pluginId, state: 'pending', retryCount: 0, generation: 0, met: [since], since, notes }
}

/**
 * The facts after a step.
 * @throws LIFECYCLE_ILLEGAL when the table does not allow the step.
 */
export function nextFacts(last: Facts, state: LoadingState, failure: unknown): Facts {
  const { pluginId, state: from, startedAt, retryCount, generation, met, since, notes } = last
  const allowed: readonly LoadingState[] = next[from]
  if (!allowed.includes(state)) throw lifecycleIllegal(pluginId, from, state)
  const now = Date.now()
  const retried = Number(from === 'failed' && state === 'loading')
  const lives = retried + Number(state === 'unloading')
  return {
    pluginId,
    state,
    startedAt: state === 'loading' ? now : startedAt,
    retryCount: retryCount + retried,
    generation: generation + lives,
    met: Array.from({ length: metIn[state] ?? met.length }, (_, index) => met[index] ?? now),
    since: lives ? now : since,
    failure,
    notes: lives ? undefined : notes,
  }
}

export function statusOf({ met, since, failure, notes, ...known }: Facts): PluginStatus {
  const { code, message = failure } = (failure ?? {}) as { code?: string; message?: unknown }
  const lastError = failure ? String(message) : undefined
  return Object.freeze({
    ...known,
    progress: (met.length - 1) * 25,
    completedAt: met[4],
    lastError,
    get conditions() {
      return conditionTypes.map((type, index): Condition => {
        const at = met[index]
        return Object.freeze({
          type,
          status: at ? 'True' : 'False',
          reason: (!at && code) || known.state,
          message: (!at && lastError) || '',
          lastTransitionTime: at ?? since,
          ...notes?.[type],
        })
      })
    },
  })
}
