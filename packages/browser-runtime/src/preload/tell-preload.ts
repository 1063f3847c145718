import type { Events } from '../events.ts'
import type { Outcome, Reason } from './job.ts'
import type { Target } from './plan-preload.ts'

/** Tells of one warm-up by the contract's events. */
export interface Telling {
  /** Something is under way. */
  started(): void
  /** What became of one file. */
  outcome(outcome: Outcome): void
  /** Nothing is under way any more. Silent when nothing had to be fetched. */
  completed(): void
}

export function tellPreload(
  { emit }: Pick<Events, 'emit'>,
  { entry, resources }: Target,
  reason: Reason,
): Telling {
  const began = performance.now()
  const pluginId = entry.id
  let hasStarted = false
  let bytes = 0
  let files = 0
  let failure: unknown
  return {
    started() {
      if (hasStarted) return
      hasStarted = true
      emit('preload-started', { pluginId, metadata: { reason, resources: [...resources] } })
    },
    outcome(outcome) {
      if (outcome.state === 'dropped') failure ??= outcome.cause ?? outcome.why
      else if (outcome.bytes) files++
      bytes += outcome.state === 'here' ? outcome.bytes : 0
    },
    completed() {
      if (!hasStarted) return
      const durationMs = Math.round(performance.now() - began)
      const { message = `${failure}` } = Object(failure) as Partial<Error>
      const metadata = { reason, bytes, files }
      emit('preload-completed', {
        pluginId,
        durationMs,
        metadata,
        ...(failure ? { error: { message } } : {}),
      })
    },
  }
}
