import type { LifecyclePhase } from '@mortise/shared'
import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/**
 * Runs one hook of a plugin.
 * @returns Whole milliseconds that it took.
 * @throws LIFECYCLE_THREW, LIFECYCLE_TIMEOUT, LIFECYCLE_NOT_SYNC
 */
export async function runHook(plugin: ManagedPlugin, phase: LifecyclePhase): Promise<number> {
  const began = performance.now()
  const { id, version, mode, loaded, owned } = plugin
  const { timeout = 30_000 } = loaded?.manifest.loading?.initialization ?? {}
  const facts = { id, version, phase, timeout }

  async function call(): Promise<boolean> {
    try {
      // As a method, so that a plugin written as a class has its `this`.
      const result = owned && loaded?.definition[phase]?.(owned.context)
      const isPromised = mode === 'sync' && phase === 'init' && result instanceof Promise
      if (!isPromised) await result
      // Nobody waits for it, so nobody else would hear of its rejection.
      else result.catch(() => {})
      return isPromised
    } catch (cause) {
      throw await late('lifecycleThrew', { ...facts, cause })
    }
  }

  const promised = await withDeadline(call(), timeout, () => late('lifecycleTimeout', facts))
  if (promised) throw await late('lifecycleNotSync', facts)
  return Math.round(performance.now() - began)
}
