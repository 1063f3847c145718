import type { LifecyclePhase } from '@mortise/shared'
import type { Events } from '../events.ts'

/** The events of a step that failed. Fetched when one does. */
export function reportFailure(
  id: string,
  step: 'load' | LifecyclePhase,
  failure: unknown,
  { emit }: Events,
): void {
  const { name = 'Error', code, stack } = failure as Error & { code?: unknown }
  const message = failure instanceof Error ? failure.message : String(failure)
  const error = { message, ...(typeof code === 'string' && { code }), ...(stack && { stack }) }
  if (step === 'load' || step === 'init') emit(`${step}-failed`, { pluginId: id, error })
  if (step === 'load') return
  emit('plugin:error', {
    pluginName: id,
    phase: step,
    error: { name, ...error },
    errorMessage: message,
    ...(stack && { errorStack: stack }),
  })
}
