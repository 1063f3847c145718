import type { LoadingState } from '@mortise/shared'
import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import { createJoint, type Join } from '../joint.ts'
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
export interface ManagedPlugin {
  readonly registration: Registration
  readonly handle: Plugin
  readonly features: Map<string, Join<Namespace>>
  status: PluginStatus
  /** Why the plugin failed last. */
  failure?: unknown
  loaded?: LoadedPlugin | undefined
  owned?: OwnedContext | undefined
  /** Steps under way or done: whoever needs one joins it. */
  steps: Partial<Record<'load' | 'init' | 'start', Promise<void>>>
  /** Aborts the fetch under way. */
  loading?: AbortController
  /** Activations that need the fetch under way. */
  claims: number
}

export function createManagedPlugin(registration: Registration): ManagedPlugin {
  const { id, version } = registration
  const plugin: ManagedPlugin = {
    registration,
    features: new Map(),
    status: pendingStatus(id),
    steps: {},
    claims: 0,
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
      feature: (name, { signal } = {}) => joinFeature(plugin, name, signal),
    },
  }
  return plugin
}

export function enter(plugin: ManagedPlugin, to: LoadingState, { changed }: KernelPorts) {
  const failure = to === 'failed' ? messageOf(plugin.failure) : undefined
  plugin.status = nextStatus(plugin.status, to, failure)
  changed()
}

/** Lets go of the generation: undoes what it registered and drops its code. */
export function release(plugin: ManagedPlugin, reason: unknown) {
  plugin.owned?.end(reason)
  plugin.loaded?.dispose()
  plugin.owned = plugin.loaded = undefined
  plugin.features.clear()
}

async function joinFeature(plugin: ManagedPlugin, name: string, signal?: AbortSignal) {
  const { loaded, features, status } = plugin
  if (!loaded || status.state !== 'ready') {
    throw await late('lifecycleNotRunning', { ...status, feature: name })
  }
  let join = features.get(name)
  if (!join) {
    join = createJoint((lastCaller) => loaded.feature(name, lastCaller))
    features.set(name, join)
  }
  try {
    return await join(signal)
  } catch (error) {
    // The next caller tries again; whoever waits with this one shares its end.
    if (features.get(name) === join) features.delete(name)
    throw error
  }
}

function messageOf(error: unknown) {
  return error instanceof Error ? error.message : String(error)
}
