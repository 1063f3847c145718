import type { LifecyclePhase } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** Contract: the limit of one hook where the manifest gives none, in ms. */
const defaultTimeout = 30_000

/**
 * Runs one hook of a plugin.
 * @returns Whole milliseconds that it took.
 * @throws LIFECYCLE_THREW, LIFECYCLE_TIMEOUT, LIFECYCLE_NOT_SYNC
 */
export async function runHook(plugin: ManagedPlugin, phase: LifecyclePhase): Promise<number> {
  const began = performance.now()
  const { id, version } = plugin.registration
  const timeout = plugin.loaded?.manifest.loading?.initialization?.timeout ?? defaultTimeout
  await withDeadline(callHook(plugin, phase), timeout, () =>
    late('lifecycleTimeout', { id, version, phase, timeout }),
  )
  return Math.round(performance.now() - began)
}

async function callHook({ registration, loaded, owned }: ManagedPlugin, phase: LifecyclePhase) {
  const { id, version, mode } = registration
  const mustBeSync = phase === 'init' && mode === 'sync'
  let result: unknown
  try {
    // As a method, so that a plugin written as a class has its `this`.
    if (owned) result = loaded?.definition[phase]?.(owned.context)
    if (!mustBeSync) await result
  } catch (cause) {
    throw await late('lifecycleThrew', { id, version, phase, cause })
  }
  if (mustBeSync && result instanceof Promise) {
    result.catch(() => {})
    throw await late('lifecycleNotSync', { id, version })
  }
}
