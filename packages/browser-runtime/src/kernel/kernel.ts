import { hostStarted, hostState, late, pluginDuplicate } from '../errors.ts'
import { createJoint, type Join } from '../joint.ts'
import type { Plugin, PluginStatus } from '../plugin.ts'
import { activate } from './activate.ts'
import { bootstrap, end, type KernelCore } from './bootstrap.ts'
import type { KernelPorts } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import { createRoster } from './roster.ts'
import { stop } from './stop.ts'

export type KernelState = 'idle' | 'initializing' | 'running' | 'stopping' | 'stopped'

/** Keeps plugins and walks them through the lifecycle; knows no network and no DOM. */
export interface Kernel {
  readonly state: KernelState
  /** @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE */
  use(registration: Registration): void
  /** `resolve` gives all plugins in the plan's order, those given to `use` among them. */
  bootstrap(resolve: () => Promise<readonly Registration[]>): Promise<void>
  load(id: string, signal?: AbortSignal): Promise<Plugin>
  unload(id: string): Promise<void>
  shutdown(): Promise<void>
  status(id: string): PluginStatus | undefined
}

export function createKernel(ports: KernelPorts, whenIdle: (work: () => void) => void): Kernel {
  const roster = createRoster(ports)
  const core: KernelCore = { state: 'idle', roster, ports }
  const loads = new Map<string, Join<Plugin>>()

  const kernel: Kernel = {
    get state() {
      return core.state
    },
    use(registration) {
      if (core.state !== 'idle') throw hostStarted(registration.id)
      if (roster.get(registration.id)) throw pluginDuplicate(registration.id)
      roster.add(registration)
    },
    async bootstrap(resolve) {
      await bootstrap(core, resolve)
      const deferred = roster.byStrategy('deferred')
      for (const id of deferred) {
        whenIdle(() => kernel.load(id).catch((error: unknown) => ports.events.report(error, id)))
      }
    },
    load(id, signal) {
      const join =
        loads.get(id) ??
        createJoint((lastCaller) => load(core, id, lastCaller).finally(() => loads.delete(id)))
      loads.set(id, join)
      return join(signal)
    },
    unload: (id) => unload(core, id),
    async shutdown() {
      const wrong = hostState('shutdown', core.state)
      if (core.state === 'stopped') return ports.events.report(wrong, undefined, 'warning')
      if (core.state !== 'running') throw wrong
      ports.events.emit('kernel:shutdown', {})
      await end(core, 'shutdown')
    },
    status: (id) => roster.get(id)?.status,
  }
  return kernel
}

async function load(core: KernelCore, id: string, signal: AbortSignal): Promise<Plugin> {
  const { roster, ports, state } = core
  if (!core.resolved || state === 'stopped') throw await late('hostNotRunning', { id, state })
  await core.resolved
  const plugin = await roster.find(id)
  const fresh = roster.closure([id]).filter(({ lifecycle }) => lifecycle.state !== 'ready')
  await activate(fresh, roster, ports, { signal })
  if (plugin.lifecycle.state !== 'ready') {
    throw plugin.failure ?? (await late('lifecycleNotRunning', plugin.status))
  }
  for (const { handle } of core.state === 'running' ? fresh : []) {
    ports.events.emit('dynamic-load', { pluginId: handle.id })
  }
  return plugin.handle
}

async function unload(core: KernelCore, id: string) {
  const { roster, ports } = core
  for (const plugin of roster.dependents(await roster.find(id))) {
    const wasReady = plugin.lifecycle.state === 'ready'
    await stop(plugin, ports, 'unloaded')
    const pluginId = plugin.registration.id
    if (wasReady && core.state === 'running') ports.events.emit('dynamic-unload', { pluginId })
  }
}
