import type { LoadingState } from '@mortise/shared'
import type { PluginStatus } from '../plugin.ts'

const progress: Record<LoadingState, number> = {
  pending: 0,
  loading: 10,
  loaded: 50,
  initializing: 75,
  ready: 100,
  failed: 0,
  reloading: 75,
  unloading: 0,
  unloaded: 0,
}

export function pendingStatus(pluginId: string): PluginStatus {
  return Object.freeze({ pluginId, state: 'pending', progress: 0, retryCount: 0, generation: 0 })
}

/** The status that follows from a step of the lifecycle. */
export function nextStatus(
  { completedAt: _, lastError, ...last }: PluginStatus,
  state: LoadingState,
  failure: string | undefined,
): PluginStatus {
  const retried = last.state === 'failed' && state === 'loading'
  return Object.freeze({
    ...last,
    state,
    progress: progress[state],
    retryCount: last.retryCount + Number(retried),
    generation: last.generation + Number(retried || state === 'unloading'),
    ...(state === 'loading' && { startedAt: Date.now() }),
    ...(state === 'ready' && { completedAt: Date.now() }),
    ...(failure || (lastError && state !== 'ready')
      ? { lastError: failure ?? lastError ?? '' }
      : {}),
  })
}
