import type { LoadingState } from '@mortise/shared'
import { lifecycleIllegal } from '../errors.ts'
import type { PluginStatus } from '../plugin.ts'

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
export function nextStatus(last: PluginStatus, state: LoadingState, lastError: string | undefined) {
  const allowed: readonly LoadingState[] = next[last.state]
  if (!allowed.includes(state)) throw lifecycleIllegal(last.pluginId, last.state, state)
  const retried = Number(last.state === 'failed' && state === 'loading')
  return Object.freeze({
    ...last,
    state,
    progress: progress[state] ?? 0,
    retryCount: last.retryCount + retried,
    generation: last.generation + (state === 'unloading' ? 1 : retried),
    ...(state === 'loading' && { startedAt: Date.now() }),
    ...(state === 'ready' && { completedAt: Date.now() }),
    lastError,
  })
}
