import type { LoadingState } from '@mortise/shared'
import { lifecycleIllegal } from '../errors.ts'
import type { PluginStatus } from '../plugin.ts'

/** Where a plugin may go from each state. Reading this table is reading the lifecycle. */
const next = {
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

const progress: Partial<Record<LoadingState, number>> = {
  loading: 10,
  loaded: 50,
  initializing: 75,
  ready: 100,
}

export function pendingStatus(pluginId: string): PluginStatus {
  return { pluginId, state: 'pending', progress: 0, retryCount: 0, generation: 0 }
}

/**
 * The status after a step of the lifecycle.
 * @throws LIFECYCLE_ILLEGAL when the table does not allow the step.
 */
export function nextStatus(last: PluginStatus, state: LoadingState, failure: unknown) {
  const { pluginId, state: from, retryCount, generation } = last
  const allowed: readonly LoadingState[] = next[from]
  if (!allowed.includes(state)) throw lifecycleIllegal(pluginId, from, state)
  const retried = Number(from === 'failed' && state === 'loading')
  return Object.freeze({
    ...last,
    state,
    progress: progress[state] ?? 0,
    retryCount: retryCount + retried,
    generation: generation + (state === 'unloading' ? 1 : retried),
    ...(state === 'loading' && { startedAt: Date.now() }),
    ...(state === 'ready' && { completedAt: Date.now() }),
    lastError: failure && String((failure as Error).message ?? failure),
  } as PluginStatus)
}
