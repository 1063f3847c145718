import { hostPluginDuplicate, hostStarted, late } from '../errors.ts'
import { once } from '../once.ts'
import type { LoadOptions, Plugin, PluginStatus } from '../plugin.ts'
import { activate } from './activate.ts'
import { closure, type KernelCore, type KernelState } from './core.ts'
import { createManagedPlugin, enter, release, type KernelPorts } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import { runHook } from './run-hook.ts'

/** Keeps plugins and walks them through the lifecycle; knows no network and no DOM. */
export interface Kernel {
  readonly state: KernelState
  /** Takes a plugin's id at once. @throws HOST_STARTED, HOST_PLUGIN_DUPLICATE */
  reserve(plugin: Pick<Registration, 'id' | 'version'>): void
  /** `resolve` gives all plugins in the plan's order, the reserved ones among them. */
  bootstrap(resolve: () => Promise<readonly Registration[]>): Promise<void>
  load(id: string, options?: LoadOptions): Promise<Plugin>
  unload(id: string): Promise<void>
  shutdown(): Promise<void>
  status(id: string): PluginStatus | undefined
}

export function createKernel(ports: KernelPorts, whenIdle: (work: () => void) => void): Kernel {
  const { emit } = ports.events
  const core: KernelCore = { state: 'idle', plugins: new Map(), activations: new Set(), ports }
  const reserved = new Set<string>()

  /** What a start does not need: fetched when it is asked for, at the latest when the page is idle. */
  const onDemand = once(async () => {
    const module = await import('./on-demand.ts')
    return module.createOnDemand(core, { activate, closure, enter, late, release, runHook })
  })

  function add(registration: Registration) {
    const { id, version } = registration
    const feature: Plugin['feature'] = async (name, options) =>
      (await onDemand()).feature(plugin, name, options)
    const plugin = createManagedPlugin(registration, feature)
    core.plugins.set(id, plugin)
    if (!reserved.has(id)) emit('plugin:registered', { pluginName: id, version })
  }

  return {
    get state() {
      return core.state
    },
    reserve({ id, version }) {
      if (core.state !== 'idle') throw hostStarted(id)
      if (reserved.has(id)) throw hostPluginDuplicate(id)
      reserved.add(id)
      emit('plugin:registered', { pluginName: id, version })
    },
    async bootstrap(resolve) {
      const { state } = core
      if (state !== 'idle') throw await late('hostState', { action: 'bootstrap', state })
      try {
        await start(core, async () => (await resolve()).forEach(add))
      } catch (error) {
        await (await onDemand()).end('bootstrap failed')
        throw error
      }
      whenIdle(async () => (await onDemand()).afterStart())
    },
    load: async (id, options) => (await onDemand()).load(id, options),
    unload: async (id) => (await onDemand()).unload(id),
    shutdown: async () => (await onDemand()).shutdown(),
    status: (id) => core.plugins.get(id)?.status,
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
  const group = closure(core, eager)
  const refuseCritical = () => {
    const broken = group.find(({ critical, failure }) => critical && failure)
    if (broken) throw broken.failure
  }
  await activate(core, group, () => {
    refuseCritical()
    emit('kernel:after-init', {})
  })
  refuseCritical()
  for (const { failure, id } of group) if (failure) report(failure, id)
  core.state = 'running'
  const duration = Math.round(performance.now() - began)
  emit('kernel:ready', { duration, pluginCount: core.plugins.size })
}
