import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import { createJoint, type Join } from '../joint.ts'
import type { Namespace, Plugin, PluginServices, PluginStatus } from '../plugin.ts'
import type { OwnedContext } from './context.ts'
import type { HookBus } from './hook-bus.ts'
import { createLifecycle, type Lifecycle } from './lifecycle.ts'
import type { LoadedPlugin, Registration } from './registration.ts'
import { nextStatus, pendingStatus } from './status.ts'

/** What the steps of a plugin's life work with. */
export interface KernelPorts {
  readonly events: Events
  readonly services: PluginServices
  readonly bus: HookBus
  changed(): void
}

/** A plugin and where it stands. The steps in `steps.ts` and `stop.ts` are what changes it. */
export interface ManagedPlugin {
  readonly registration: Registration
  readonly lifecycle: Lifecycle
  readonly handle: Plugin
  status: PluginStatus
  /** Why the plugin failed last. */
  failure?: unknown
  loaded?: LoadedPlugin | undefined
  owned?: OwnedContext | undefined
  /** Steps under way or done: whoever needs one joins it. */
  steps: Partial<Record<'load' | 'init' | 'start', Promise<void>>>
  stopping?: Promise<void> | undefined
  readonly features: Map<string, Join<Namespace>>
  /** Aborts the fetch under way. */
  loading?: AbortController
  /** Activations that need the fetch under way. */
  claims: number
}

export function createManagedPlugin(
  registration: Registration,
  changed: () => void,
): ManagedPlugin {
  const { id } = registration
  const plugin: ManagedPlugin = {
    registration,
    status: pendingStatus(id),
    steps: {},
    features: new Map(),
    claims: 0,
    lifecycle: createLifecycle(id, (_from, to) => {
      const failure = to === 'failed' ? messageOf(plugin.failure) : undefined
      plugin.status = nextStatus(plugin.status, to, failure)
      changed()
    }),
    handle: createHandle(registration, () => plugin),
  }
  return plugin
}

function createHandle({ id, version }: Registration, plugin: () => ManagedPlugin): Plugin {
  return {
    id,
    version,
    get state() {
      return plugin().lifecycle.state
    },
    get manifest() {
      return plugin().loaded?.manifest ?? {}
    },
    get context() {
      const { owned, lifecycle } = plugin()
      if (!owned) throw new TypeError(`Plugin "${id}" is ${lifecycle.state}: it has no context.`)
      return owned.context
    },
    feature: (name, { signal } = {}) => joinFeature(plugin(), name, signal),
  }
}

async function joinFeature(plugin: ManagedPlugin, name: string, signal?: AbortSignal) {
  const { loaded, features, status } = plugin
  if (!loaded || status.state !== 'ready') {
    throw await late('lifecycleNotRunning', { ...status, feature: name })
  }
  const join =
    features.get(name) ??
    createJoint((lastCaller) =>
      loaded.feature(name, lastCaller).catch((error: unknown) => {
        features.delete(name)
        throw error
      }),
    )
  features.set(name, join)
  return join(signal)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
