import { hostPluginDuplicate, hostStarted, late, refuse, trouble } from '../errors.ts'
import { once } from '../once.ts'
import { afterStart } from '../parts.ts'
import type { PluginStatus } from '../plugin.ts'
import { activate } from './activate.ts'
import { closure, type KernelCore, type KernelState, type Levels, type Resolve } from './core.ts'
import { createManagedPlugin, type KernelPorts } from './managed-plugin.ts'
import type { Handed } from './handed.ts'
import type { OnDemand } from './on-demand.ts'
import type { Registration } from './registration.ts'
import { runHook } from './run-hook.ts'
import { amend, enter, firstStatus } from './status.ts'

/** Keeps plugins and walks them through the lifecycle; knows no network and no DOM. */
export interface Kernel<Late> {
  readonly state: KernelState
  /** In the plan's order. */
  readonly plugins: KernelCore['plugins']
  /** Takes a plugin's id at once. @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE */
  reserve(id: string, version: string): void
  /** `resolve` gives all plugins in the plan's order, the reserved ones among them. */
  bootstrap(resolve: Resolve): Promise<void>
  status(id: string): PluginStatus | undefined
  /** What a start does not need: brought when it is asked for, at the latest when the page is idle. */
  onDemand(): Promise<Late>
}

export function createKernel<Late extends OnDemand>(
  ports: KernelPorts,
  bring: (...handed: Handed) => Promise<Late>,
  whenIdle: (work: () => void) => void,
  levels: Levels,
): Kernel<Late> {
  const { emit } = ports.events
  const core: KernelCore = {
    state: 'idle',
    plugins: new Map(),
    ports,
    levels,
  }
  const reserved = new Map<string, PluginStatus>()

  const onDemand = once(() =>
    bring(core, activate, add, amend, enter, late, once, runHook, trouble),
  )

  function add(registration: Registration) {
    const { id, version } = registration
    core.plugins.set(id, createManagedPlugin(registration, ports))
    if (!reserved.has(id)) emit('plugin:registered', { pluginName: id, version })
  }

  return {
    get state() {
      return core.state
    },
    plugins: core.plugins,
    reserve(id, version) {
      if (core.state !== 'idle') throw hostStarted(id)
      if (reserved.has(id)) throw hostPluginDuplicate(id)
      reserved.set(id, firstStatus(id))
      emit('plugin:registered', { pluginName: id, version })
    },
    async bootstrap(resolve) {
      if (core.state !== 'idle') {
        return refuse('hostState', { action: 'bootstrap', state: core.state })
      }
      try {
        core.resolve = resolve
        await start(core, async () => {
          ;(await resolve()).forEach(add)
          if (levels.of || !levels.now) (await afterStart()).hold(core)
        })
      } catch (error) {
        await (await onDemand()).end('bootstrap failed')
        throw error
      }
      whenIdle(async () => (await onDemand()).afterStart())
    },
    status: (id) => core.plugins.get(id)?.status ?? reserved.get(id),
    onDemand,
  }
}

/** The start of the page: `init` of all, then `start` of all; a critical failure ends it. */
async function start(core: KernelCore, resolve: () => Promise<void>) {
  const { emit, report } = core.ports.events
  const began = performance.now()
  core.state = 'initializing'
  core.resolved = resolve()
  await core.resolved
  emit('kernel:before-init', {})
  const eager = [...core.plugins.values()].filter(
    ({ strategy }) => strategy === 'eager' || strategy === 'parallel',
  )
  const group = (core.starting = closure(core, eager))
  const refuseCritical = () => {
    for (const { critical, failure } of group) if (critical && failure) throw failure
  }
  await activate(core, group, () => {
    refuseCritical()
    emit('kernel:after-init', {})
  })
  refuseCritical()
  for (const { failure, id, stopped } of group) if (failure && !stopped) report(failure, id)
  core.state = 'running'
  const duration = Math.round(performance.now() - began)
  emit('kernel:ready', { duration, pluginCount: core.plugins.size })
  await core.ports.hooks.emit('kernel:ready')
}
