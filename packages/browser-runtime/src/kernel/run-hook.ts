import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { PluginDefinition, PluginHooks } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

type Hook = (this: PluginDefinition, ...args: unknown[]) => unknown

/**
 * Runs one hook of a plugin, if it has that. The hook's signal aborts when it failed or took too long,
 * and with that of the context; whatever the hook does then, this is over.
 * @returns What the hook resolved to.
 * @throws LIFECYCLE_THREW, LIFECYCLE_TIMEOUT, LIFECYCLE_NOT_SYNC; why the context ended.
 */
export async function runHook(
  { id, version, mode, loaded, owned }: ManagedPlugin,
  phase: keyof PluginHooks,
  first: unknown = owned?.context,
): Promise<unknown> {
  const { definition, manifest } = loaded ?? {}
  const hook = definition?.[phase] as Hook | undefined
  if (!hook || !owned) return
  const { timeout = 30_000 } = manifest?.loading?.initialization ?? {}
  const facts = { id, version, phase, timeout }
  const over = new AbortController()
  const ended = owned.context.signal
  const signal = AbortSignal.any([ended, over.signal])
  const isSync = mode === 'sync' && phase === 'init'

  async function call() {
    try {
      // As a method, so that a plugin written as a class has its `this`.
      const result = hook?.call(definition as PluginDefinition, first, { signal })
      if (!isSync || !(result as PromiseLike<unknown> | undefined)?.then) return await result
      // Nobody waits for it, so nobody else would hear of its rejection.
      Promise.resolve(result).catch(() => {})
    } catch (cause) {
      throw await late('lifecycleThrew', { ...facts, cause })
    }
    throw await late('lifecycleNotSync', facts)
  }

  try {
    return await withDeadline(call(), timeout, () => late('lifecycleTimeout', facts), ended)
  } catch (failure) {
    over.abort(failure)
    throw failure
  }
}
