import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { ReleaseSwap } from '../kernel/swap-release.ts'
import { keepPlace } from './keep-place.ts'
import { callReloadHook } from './reload-hooks.ts'
import type { ReloadPorts } from './reload-ports.ts'
import type { ReloadSettings } from './reload-settings.ts'
import { tellReload } from './tell-reload.ts'

type Rules = Pick<ReleaseSwap, 'restartsWired' | 'rollsBack' | 'healthTimeout' | 'drain'>

/**
 * Brings the release that the plan has now of a plugin that runs: the same way as an edit on the dev
 * server. Its views are made anew, because their code belongs to the generation that ends. Never
 * rejects: a failure is reported. Gives it too.
 */
export async function reloadRelease(
  id: string,
  settings: ReloadSettings,
  rules: Rules,
  ports: ReloadPorts,
): Promise<unknown> {
  const { kernel, events } = ports
  const plugin = kernel.plugin(id)
  if (!plugin) return
  const began = performance.now()
  const { strategy } = settings
  let isTold = false

  function reveal(error?: unknown) {
    const features = Object.keys(plugin?.loaded?.features ?? {})
    isTold = true
    tellReload(events, { pluginId: id, began, strategy, features, generations: 1, error })
  }

  const call = (key: 'beforeReload' | 'afterReload') => async (one: ManagedPlugin) =>
    callReloadHook(key, one, await exportsOf(one), settings, ports)
  try {
    const comeBack = keepPlace(document)
    await kernel.swapRelease(id, {
      keepsState: settings.keepsState,
      ...rules,
      before: call('beforeReload'),
      after: call('afterReload'),
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
