import type { Strategy } from '@mortise/shared'
import { hostPluginDuplicate, hostStarted, late } from '../errors.ts'
import { createJoint, type Join } from '../joint.ts'
import type { Plugin, PluginStatus } from '../plugin.ts'
import { activate } from './activate.ts'
import { createManagedPlugin, enter, release } from './managed-plugin.ts'
import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import { runHook } from './run-hook.ts'

export type KernelState = 'idle' | 'initializing' | 'running' | 'stopping' | 'stopped'

/** Keeps plugins and walks them through the lifecycle; knows no network and no DOM. */
export interface Kernel {
  readonly state: KernelState
  /** Takes a plugin's id at once. @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE */
  reserve(id: string, version: string): void
  /** `resolve` gives all plugins in the plan's order, the reserved ones among them. */
  bootstrap(resolve: () => Promise<readonly Registration[]>): Promise<void>
  load(id: string, signal?: AbortSignal): Promise<Plugin>
  unload(id: string): Promise<void>
  shutdown(): Promise<void>
  status(id: string): PluginStatus | undefined
}

/** What the kernel remembers; plugins in the plan's order. */
interface Core {
  state: KernelState
  /** Resolves when the plan is known; absent before `bootstrap`. */
  resolved?: Promise<void>
  /** The unload under way. */
  stopping?: Promise<void>
  readonly plugins: Map<string, ManagedPlugin>
  readonly ports: KernelPorts
}

export function createKernel(ports: KernelPorts, whenIdle: (work: () => void) => void): Kernel {
  const { emit, report } = ports.events
  const core: Core = { state: 'idle', plugins: new Map(), ports }
  const reserved = new Set<string>()
  const loads = new Map<string, Join<Plugin>>()

  const kernel: Kernel = {
    get state() {
      return core.state
    },
    reserve(id, version) {
      if (core.state !== 'idle') throw hostStarted(id)
      if (reserved.has(id)) throw hostPluginDuplicate(id)
      reserved.add(id)
      emit('plugin:registered', { pluginName: id, version })
    },
    async bootstrap(resolve) {
      const { state } = core
      if (state !== 'idle') throw await late('hostState', { action: 'bootstrap', state })
      await start(core, async () => {
        for (const registration of await resolve()) {
          const { id, version } = registration
          core.plugins.set(id, createManagedPlugin(registration))
          if (!reserved.has(id)) emit('plugin:registered', { pluginName: id, version })
        }
      })
      for (const { registration } of byStrategy(core, 'deferred')) {
        const { id } = registration
        whenIdle(() => kernel.load(id).catch((error: unknown) => report(error, id)))
      }
    },
    load(id, signal) {
      let join = loads.get(id)
      if (!join) {
        join = createJoint((last) => load(core, id, last).finally(() => loads.delete(id)))
        loads.set(id, join)
      }
      return join(signal)
    },
    unload(id) {
      const work = unload(core, id)
      // A load that is asked for from here on comes after it.
      core.stopping = work.catch(() => {})
      return work
    },
    async shutdown() {
      const { state } = core
      const wrong = state !== 'running' && (await late('hostState', { action: 'shutdown', state }))
      if (state === 'stopped') return report(wrong, undefined, 'warning')
      if (wrong) throw wrong
      emit('kernel:shutdown', {})
      await end(core, 'shutdown')
    },
    status: (id) => core.plugins.get(id)?.status,
  }
  return kernel
}

/** The start of the page: `init` of all, then `start` of all; a critical failure ends it. */
async function start(core: Core, resolve: () => Promise<void>) {
  const { emit, report } = core.ports.events
  const began = performance.now()
  core.state = 'initializing'
  core.resolved = resolve()
  try {
    await core.resolved
    emit('kernel:before-init', {})
    const group = closure(core, byStrategy(core, 'eager', 'parallel'))
    const refuseCritical = () => {
      const broken = group.find(({ registration, failure }) => registration.critical && failure)
      if (broken) throw broken.failure
    }
    const beforeStart = () => {
      refuseCritical()
      emit('kernel:after-init', {})
    }
    await activate(group, (id) => core.plugins.get(id), core.ports, { beforeStart })
    refuseCritical()
    for (const { failure, registration } of group) if (failure) report(failure, registration.id)
  } catch (error) {
    await end(core, 'bootstrap failed')
    throw error
  }
  core.state = 'running'
  const duration = Math.round(performance.now() - began)
  emit('kernel:ready', { duration, pluginCount: core.plugins.size })
}

async function load(core: Core, id: string, signal: AbortSignal): Promise<Plugin> {
  const { ports, state } = core
  if (!core.resolved || state === 'stopped') throw await late('hostNotRunning', { id, state })
  await core.resolved
  await core.stopping
  const plugin = await find(core, id)
  const fresh = closure(core, [plugin]).filter(({ status }) => status.state !== 'ready')
  await activate(fresh, (other) => core.plugins.get(other), ports, { signal })
  if (plugin.status.state !== 'ready') {
    throw plugin.failure ?? (await late('lifecycleNotRunning', plugin.status))
  }
  for (const { handle } of core.state === 'running' ? fresh : []) {
    ports.events.emit('dynamic-load', { pluginId: handle.id })
  }
  return plugin.handle
}

async function find({ plugins }: Core, id: string): Promise<ManagedPlugin> {
  const plugin = plugins.get(id)
  if (!plugin) throw await late('hostPluginUnknown', { id, known: [...plugins.keys()] })
  return plugin
}

/** The plugins and all that they need, in order. */
function closure({ plugins }: Core, first: readonly ManagedPlugin[]) {
  const found = new Set(first)
  // A set grows while it is walked.
  for (const { registration } of found) {
    for (const id of [...registration.requires, ...registration.wants]) {
      const plugin = plugins.get(id)
      if (plugin) found.add(plugin)
    }
  }
  return [...plugins.values()].filter((plugin) => found.has(plugin))
}

function byStrategy({ plugins }: Core, ...strategies: Strategy[]) {
  return [...plugins.values()].filter(({ registration }) =>
    strategies.includes(registration.strategy),
  )
}

async function unload(core: Core, id: string) {
  const [{ dependentsOf }] = await Promise.all([import('./stop.ts'), core.stopping])
  await stopAll(core, dependentsOf(await find(core, id), [...core.plugins.values()]), 'unload')
}

async function end(core: Core, reason: string) {
  core.state = 'stopping'
  await stopAll(core, [...core.plugins.values()].reverse(), reason)
  core.state = 'stopped'
}

async function stopAll({ ports, state }: Core, plugins: readonly ManagedPlugin[], reason: string) {
  const { stop } = await import('./stop.ts')
  const { events } = ports
  const stopPorts = {
    events,
    runHook,
    release,
    enter: (plugin: ManagedPlugin, to: 'failed' | 'unloading' | 'unloaded') =>
      enter(plugin, to, ports),
  }
  for (const plugin of plugins) {
    const wasReady = plugin.status.state === 'ready'
    await stop(plugin, stopPorts, reason)
    const pluginId = plugin.registration.id
    if (wasReady && state === 'running') events.emit('dynamic-unload', { pluginId })
  }
}
