import type { LoadingState } from '@mortise/shared'
import type { Events } from '../events.ts'
import type { Join } from '../joint.ts'
import type { Namespace, Plugin, PluginServices, PluginStatus } from '../plugin.ts'
import type { OwnedContext } from './context.ts'
import type { LoadedPlugin, Registration } from './registration.ts'
import { nextStatus, pendingStatus } from './status.ts'

/** What the steps of a plugin's life work with. */
export interface KernelPorts {
  readonly events: Events
  readonly services: PluginServices
  changed(): void
}

/** A plugin and where it stands. The steps of its life are what changes it. */
export interface ManagedPlugin extends Registration {
  readonly handle: Plugin
  readonly features: Map<string, Join<Namespace>>
  status: PluginStatus
  /** Why the plugin failed last. */
  failure?: unknown
  loaded?: LoadedPlugin | undefined
  owned?: OwnedContext | undefined
  /** Steps under way or done: whoever needs one joins it. */
  steps: Partial<Record<'load' | 'init' | 'start', Promise<void>>>
  /** The feature for which the plugin is loaded: it is fetched with it. */
  wanted?: string | undefined
  /** Aborts the fetch under way. */
  loading?: AbortController
}

export function createManagedPlugin(
  registration: Registration,
  feature: Plugin['feature'],
): ManagedPlugin {
  const { id, version } = registration
  const plugin: ManagedPlugin = {
    ...registration,
    features: new Map(),
    status: pendingStatus(id),
    steps: {},
    handle: {
      id,
      version,
      get state() {
        return plugin.status.state
      },
      get manifest() {
        return plugin.loaded?.manifest ?? {}
      },
      get context() {
        return plugin.owned?.context
      },
      feature,
    },
  }
  return plugin
}

export function enter(plugin: ManagedPlugin, to: LoadingState, { changed }: KernelPorts) {
  plugin.status = nextStatus(plugin.status, to, plugin.failure)
  changed()
}

/** Lets go of the generation: undoes what it registered and drops its code. */
export function release(plugin: ManagedPlugin, reason: unknown) {
  plugin.owned?.end(reason)
  plugin.loaded?.dispose()
  plugin.owned = plugin.loaded = undefined
  plugin.features.clear()
}
