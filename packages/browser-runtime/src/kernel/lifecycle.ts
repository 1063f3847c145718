import type { LoadingState } from '@mortise/shared'
import { stepIllegal } from '../errors.ts'

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

export interface Lifecycle {
  readonly state: LoadingState
  /** @throws LIFECYCLE_ILLEGAL when the table does not allow the step. */
  enter(to: LoadingState): void
}

export function createLifecycle(
  pluginId: string,
  onChange: (from: LoadingState, to: LoadingState) => void,
): Lifecycle {
  let state: LoadingState = 'pending'
  return {
    get state() {
      return state
    },
    enter(to) {
      const allowed: readonly LoadingState[] = next[state]
      if (!allowed.includes(to)) throw stepIllegal(pluginId, state, to)
      const from = state
      state = to
      onChange(from, to)
    },
  }
}
