import type { LoadedPlugin } from '../kernel/registration.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { Served, ServedEntry } from '../loader/served-entry.ts'
import { callReloadHook } from './reload-hooks.ts'
import type { ReloadPorts } from './reload-ports.ts'
import type { ReloadSettings } from './reload-settings.ts'
import { tellReload } from './tell-reload.ts'

/** Brings the newest version of a plugin that has arrived. Never rejects: a failure is reported. */
export async function reload(
  id: string,
  served: Served,
  settings: ReloadSettings,
  ports: ReloadPorts,
): Promise<void> {
  const { kernel, events } = ports
  const { module: next, running } = served
  const plugin = kernel.plugin(id)
  if (!plugin || !next || !running || next === running) return
  if (plugin.status.state === 'ready' && bringsNothing(next, served)) return
  const began = performance.now()
  const changed = [...served.changed]
  served.changed.clear()

  let isTold = false

  function tell(features: readonly string[], generations: 0 | 1, error?: unknown) {
    const { strategy } = settings
    isTold = true
    tellReload(events, { pluginId: id, began, strategy, features, generations, error })
  }

  try {
    if (isOnlyFeatures(running, next, settings) && plugin.status.state === 'ready') {
      await exchangeFeatures(plugin, served, settings, ports, () => tell(changed, 0))
      return
    }
    const keepsViews = settings.keepsState || settings.strategy === 'partial'
    const all = Object.keys(plugin.loaded?.features ?? {})
    const outcome = await swap(plugin, served, settings, ports, (failure) => {
      const own = failure === undefined ? changed : []
      tell(keepsViews ? own : all, 1, failure)
    })
    // Failed as it was: the edit may have mended it.
    if (outcome === 'idle' && plugin.status.state === 'failed') await kernel.load(id)
  } catch (error) {
    events.report(error, id)
    if (!isTold) tell([], 0, error)
    await callReloadHook(
      'onError',
      plugin,
      served.running ?? running,
      settings,
      ports,
      error,
    ).catch((failure: unknown) => events.report(failure, id))
  }
}

async function swap(
  plugin: ManagedPlugin,
  served: Served,
  settings: ReloadSettings,
  ports: ReloadPorts,
  reveal: (failure?: unknown) => void,
) {
  const { running } = served
  const call = (key: 'beforeReload' | 'afterReload') => (one: ManagedPlugin) =>
    callReloadHook(key, one, served.running ?? {}, settings, ports)
  try {
    return await ports.kernel.swap(plugin.id, {
      keepsState: settings.keepsState,
      before: call('beforeReload'),
      after: call('afterReload'),
      takeBack() {
        // What arrived on the way has a turn of its own.
        if (served.module === served.running) served.module = running
        served.pinned = running
      },
      reveal,
    })
  } finally {
    served.pinned = undefined
  }
}

/** Of a burst of writes each brings a version, and the first that arrives has all of them. */
function bringsNothing({ $own, $serializer }: ServedEntry, { running, changed }: Served) {
  const isSame = $own && $own === running?.$own && $serializer === running.$serializer
  return isSame && !changed.size
}

/** Whether the entry's own modules are those that run: then no hook of the plugin has changed. */
function isOnlyFeatures(running: ServedEntry, next: ServedEntry, { strategy }: ReloadSettings) {
  return strategy === 'partial' && next['default'] === running['default']
}

/** Only what changed: the plugin's life goes on. */
async function exchangeFeatures(
  plugin: ManagedPlugin,
  served: Served,
  settings: ReloadSettings,
  ports: ReloadPorts,
  tell: () => void,
) {
  const { loaded } = plugin
  const { module: next } = served
  if (!loaded || !next) return
  await callReloadHook('beforeReload', plugin, served.running ?? next, settings, ports)
  served.running = next
  // A new object, because what is open belongs to one; its features fetch themselves.
  plugin.loaded = {
    ...loaded,
    features: next['$features'] as LoadedPlugin['features'],
    load: async () => {},
  }
  tell()
  await callReloadHook('afterReload', plugin, next, settings, ports)
}
