import type { HotSwap } from '../kernel/hot-swap.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import { keepPlace } from './keep-place.ts'
import { callReloadHook } from './reload-hooks.ts'
import type { ReloadPorts } from './reload-ports.ts'
import type { ReloadSettings } from './reload-settings.ts'
import { tellReload } from './tell-reload.ts'

/** Where a plugin moves, and how. */
export interface Move {
  /** Exchanges the generations, with these calls on the way. */
  exchange(calls: Calls): Promise<unknown>
  /** Names of the features whose views are to be made anew; with nothing after it, nothing else came. */
  remade(before: ManagedPlugin, after: ManagedPlugin | undefined): readonly string[]
}

type Calls = Pick<HotSwap, 'keepsState' | 'before' | 'after' | 'reveal'>

/** Where views belong to the code of the generation that ends. */
export const allFeatures: Move['remade'] = ({ loaded }) => Object.keys(loaded?.features ?? {})

/**
 * Moves a plugin that runs to what the plan has of it now: the same way as an edit of its code on the
 * dev server. Never rejects: a failure is reported. Gives it too.
 */
export async function reloadRelease(
  id: string,
  settings: ReloadSettings,
  { exchange, remade }: Move,
  ports: ReloadPorts,
): Promise<unknown> {
  const { kernel, events } = ports
  const plugin = kernel.plugin(id)
  if (!plugin) return
  const began = performance.now()
  const { strategy, keepsState } = settings
  const before = { ...plugin }
  let after: ManagedPlugin | undefined
  let isTold = false

  function reveal(error?: unknown) {
    const features = remade(before, error === undefined ? after : undefined)
    isTold = true
    tellReload(events, { pluginId: id, began, strategy, features, generations: 1, error })
  }

  const call = async (key: 'beforeReload' | 'afterReload', one: ManagedPlugin) =>
    callReloadHook(key, one, await exportsOf(one), settings, ports)
  try {
    const comeBack = keepPlace(document)
    await exchange({
      keepsState,
      before: (one) => call('beforeReload', one),
      after(one) {
        after = one
        return call('afterReload', one)
      },
      reveal,
    })
    comeBack()
    return
  } catch (error) {
    events.report(error, id)
    if (!isTold) {
      tellReload(events, { pluginId: id, began, strategy, features: [], generations: 0, error })
    }
    await callReloadHook('onError', plugin, await exportsOf(plugin), settings, ports, error).catch(
      (failure: unknown) => events.report(failure, id),
    )
    return error
  }
}

/** Of the generation's entry, which has run. */
async function exportsOf({ loaded }: ManagedPlugin) {
  return (await loaded?.link?.(loaded.release?.manifest.entry ?? '').catch(() => undefined)) ?? {}
}
