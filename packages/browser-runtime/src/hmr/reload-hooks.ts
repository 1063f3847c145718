import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { PluginContext, PluginDefinition, PluginHooks } from '../plugin.ts'
import type { ReloadPorts } from './reload-ports.ts'
import type { ReloadSettings } from './reload-settings.ts'

type Exports = Readonly<Record<string, unknown>>

/** What the exports that `loading.hotReload.hooks` names receive. */
export interface ReloadEvent {
  readonly pluginId: string
  readonly strategy: ReloadSettings['strategy']
  /** Of the generation that runs. */
  readonly context: PluginContext | undefined
  /** Why the reload failed; for `onError` only. */
  readonly error?: unknown
}

/**
 * Calls the export of a plugin's entry that a key of `hotReload.hooks` names, with the limits of any
 * other hook. A name that the entry does not export is reported.
 * @throws LIFECYCLE_THREW, LIFECYCLE_TIMEOUT
 */
export async function callReloadHook(
  key: keyof ReloadSettings['hooks'],
  plugin: ManagedPlugin,
  exports: Exports,
  { strategy, hooks }: ReloadSettings,
  { runHook, events, late }: Pick<ReloadPorts, 'runHook' | 'events' | 'late'>,
  error?: unknown,
): Promise<void> {
  const name = hooks[key]
  const { id, version, loaded, owned } = plugin
  if (name === undefined || !loaded) return
  if (typeof exports[name] !== 'function') {
    const facts = { id, version, key: `hooks.${key}`, name }
    events.report(await late('reloadExportMissing', facts), id, 'warning')
    return
  }
  const definition = { [name]: exports[name] } as unknown as PluginDefinition
  const event: ReloadEvent = {
    pluginId: id,
    strategy,
    context: owned?.context,
    ...(error !== undefined && { error }),
  }
  const caller = { ...plugin, loaded: { ...loaded, definition } }
  await runHook(caller, name as keyof PluginHooks, event)
}
