import type { LoadingState } from '@mortise/shared'
import type { Condition, ConditionType, PluginStatus } from '../plugin.ts'

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

export function firstFacts(pluginId: string): Facts {
  const since = Date.now()
  return { pluginId, state: 'pending', retryCount: 0, generation: 0, met: [since], since }
}

/** The facts after a step, which the table of the lifecycle allows. */
export function nextFacts(last: Facts, state: LoadingState, failure: unknown): Facts {
  const { met } = last
  const now = Date.now()
  const retried = Number(last.state === 'failed' && state === 'loading')
  const lives = retried + Number(state === 'unloading')
  return {
    ...last,
    state,
    failure,
    retryCount: last.retryCount + retried,
    generation: last.generation + lives,
    met: Array.from({ length: metIn[state] ?? met.length }, (_, index) => met[index] ?? now),
    ...(state === 'loading' && { startedAt: now }),
    ...(lives && { since: now, notes: undefined }),
  }
}

export function statusOf(
  { met, since, failure, notes, ...known }: Facts,
  /** Gives them as soon as the code for it is here. */
  conditions: () => readonly Condition[] = () => [],
): PluginStatus {
  const { message = failure } = (failure ?? {}) as { message?: unknown }
  return Object.freeze({
    ...known,
    progress: (met.length - 1) * 25,
    completedAt: met[4],
    lastError: failure ? String(message) : undefined,
    get conditions() {
      return conditions()
    },
  })
}
