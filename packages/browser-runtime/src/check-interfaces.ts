import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { LoadedPlugin } from './kernel/registration.ts'
import type { PluginContext, PluginStatus } from './plugin.ts'

interface CheckedPlugin {
  readonly id: string
  readonly version: string
  readonly status: PluginStatus
  readonly loaded?: LoadedPlugin | undefined
  readonly owned?: { readonly context: PluginContext } | undefined
}

/**
 * Reports, once for each generation, the services that a started plugin's `capabilities.provides`
 * promises and that are not there, or lack methods. A service that a factory has yet to make counts.
 */
export function createInterfaceCheck({ report }: Pick<Events, 'report'>, explain: typeof late) {
  const checked = new WeakSet<LoadedPlugin>()
  return async (plugins: Iterable<CheckedPlugin>): Promise<void> => {
    for (const { id, version, status, loaded, owned } of plugins) {
      if (!loaded || !owned || status.state !== 'ready' || checked.has(loaded)) continue
      checked.add(loaded)
      const { services } = owned.context
      const mine = { pluginId: id }
      for (const { name, methods } of loaded.manifest.capabilities?.provides ?? []) {
        if (!services.has(name, mine)) {
          report(await explain('serviceNotProvided', { id, version, name }), id, 'warning')
          continue
        }
        const service = services.find<object>(name, mine)
        const lacking = methods.map((method) => method.name).filter((key) => !has(service, key))
        if (service === undefined || !lacking.length) continue
        report(await explain('serviceIncomplete', { id, version, name, lacking }), id, 'warning')
      }
    }
  }
}

function has(service: unknown, method: string) {
  const members = service as Readonly<Record<string, unknown>> | null | undefined
  return typeof members?.[method] === 'function'
}
