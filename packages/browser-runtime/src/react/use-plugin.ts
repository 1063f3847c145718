import { useMemo, useSyncExternalStore } from 'react'
import type { Host } from '../host.ts'
import type { Plugin, PluginStatus } from '../plugin.ts'
import { useHost } from './host-context.ts'

export interface UsedPlugin {
  /** Follows every change; nothing for an id that no catalog lists. */
  readonly status: PluginStatus | undefined
  load(): Promise<Plugin>
  unload(): Promise<void>
}

/** Follows a plugin without loading it. */
export function usePlugin(id: string): UsedPlugin {
  const host = useHost()
  const status = useStatus(host, id)
  return useMemo(
    () => ({ status, load: () => host.loadPlugin(id), unload: () => host.unload(id) }),
    [host, id, status],
  )
}

export function useStatus(host: Host, id: string): PluginStatus | undefined {
  return useSyncExternalStore(host.subscribe, () => host.status(id))
}
