import type { late } from '../errors.ts'
import { createJoint, type Join } from '../joint.ts'
import type { LoadOptions, Namespace, Plugin } from '../plugin.ts'
import type { activate } from './activate.ts'
import type { closure, KernelCore } from './core.ts'
import type { enter, ManagedPlugin, release } from './managed-plugin.ts'
import type { LoadedPlugin } from './registration.ts'
import type { runHook } from './run-hook.ts'
import { createInspector } from '../not-honoured.ts'
import { dependentsOf, stop } from './stop.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface StartTools {
  readonly activate: typeof activate
  readonly closure: typeof closure
  readonly enter: typeof enter
  readonly late: typeof late
  readonly release: typeof release
  readonly runHook: typeof runHook
}

/** What a kernel does after its start. */
export interface OnDemand {
  /** `feature` is fetched in the same wave as the plugin's entry. */
  load(id: string, options?: LoadOptions): Promise<Plugin>
  feature(plugin: ManagedPlugin, name: string, options?: LoadOptions): Promise<Namespace>
  unload(id: string): Promise<void>
  shutdown(): Promise<void>
  /** Loads what waited for the start to be over, and says what of the started plugins' manifests nobody reads. */
  afterStart(): void
  /** Stops all plugins, the last one first. */
  end(reason: string): Promise<void>
}

export function createOnDemand(core: KernelCore, tools: StartTools): OnDemand {
  const { late: explain } = tools
  const { emit, report } = core.ports.events
  const loads = new Map<string, Join<Plugin>>()
  const inspect = createInspector(core.ports.events, explain)
  let unloading: Promise<void> | undefined

  async function bringUp(id: string, signal: AbortSignal, feature: string | undefined) {
    const { state } = core
    if (!core.resolved || state === 'stopped') throw await explain('hostNotRunning', { id, state })
    await core.resolved
    await unloading
    const plugin = await load(core, tools, id, signal, feature)
    void inspect(core.plugins.values())
    return plugin
  }

  async function end(reason: string) {
    core.state = 'stopping'
    await stopAll(core, tools, [...core.plugins.values()].reverse(), reason)
    core.state = 'stopped'
  }

  const loadJoined: OnDemand['load'] = (id, { signal, feature } = {}) =>
    joined(loads, id, (last) => bringUp(id, last, feature).finally(() => loads.delete(id)))(signal)

  return {
    load: loadJoined,
    afterStart() {
      void inspect(core.plugins.values())
      for (const { id, strategy } of core.plugins.values()) {
        if (strategy === 'deferred') loadJoined(id).catch((error: unknown) => report(error, id))
      }
    },
    feature: (plugin, name, { signal } = {}) => joinFeature(plugin, name, signal, explain),
    unload(id) {
      const work = unload(core, tools, id, unloading)
      // A load that is asked for from here on comes after it.
      unloading = work.catch(() => {})
      return work
    },
    async shutdown() {
      const { state } = core
      const wrong =
        state !== 'running' && (await explain('hostState', { action: 'shutdown', state }))
      if (state === 'stopped') return report(wrong, undefined, 'warning')
      if (wrong) throw wrong
      emit('kernel:shutdown', {})
      await end('shutdown')
    },
    end,
  }
}

async function load(
  core: KernelCore,
  tools: StartTools,
  id: string,
  signal: AbortSignal,
  feature: string | undefined,
) {
  const plugin = await find(core, tools, id)
  plugin.wanted = feature
  const fresh = tools.closure(core, [plugin]).filter(({ status }) => status.state !== 'ready')
  const leave = () => abortLoads(core, fresh, signal.reason)
  signal.addEventListener('abort', leave)
  await tools.activate(core, fresh)
  signal.removeEventListener('abort', leave)
  if (plugin.status.state !== 'ready') {
    throw plugin.failure ?? (await tools.late('lifecycleNotRunning', plugin.status))
  }
  for (const { handle } of core.state === 'running' ? fresh : []) {
    core.ports.events.emit('dynamic-load', { pluginId: handle.id })
  }
  return plugin.handle
}

async function find({ plugins }: KernelCore, { late: explain }: StartTools, id: string) {
  const plugin = plugins.get(id)
  if (!plugin) throw await explain('hostPluginUnknown', { id, known: [...plugins.keys()] })
  return plugin
}

async function unload(core: KernelCore, tools: StartTools, id: string, before?: Promise<void>) {
  await before
  const plugin = await find(core, tools, id)
  await stopAll(core, tools, dependentsOf(plugin, [...core.plugins.values()]), 'unloaded')
}

async function stopAll(
  core: KernelCore,
  tools: StartTools,
  plugins: readonly ManagedPlugin[],
  reason: string,
) {
  for (const plugin of plugins) {
    const wasReady = plugin.status.state === 'ready'
    await stop(plugin, core.ports, tools, reason)
    const pluginId = plugin.id
    if (wasReady && core.state === 'running') {
      core.ports.events.emit('dynamic-unload', { pluginId })
    }
  }
}

/** Ends the fetches that no other activation needs. */
function abortLoads({ activations }: KernelCore, group: readonly ManagedPlugin[], reason: unknown) {
  activations.delete(group)
  for (const plugin of group) {
    const isNeeded = [...activations].some((other) => other.includes(plugin))
    if (!isNeeded && plugin.status.state === 'loading') plugin.loading?.abort(reason)
  }
}

async function joinFeature(
  plugin: ManagedPlugin,
  name: string,
  signal: AbortSignal | undefined,
  explain: typeof late,
): Promise<Namespace> {
  const { loaded, features, status } = plugin
  if (!loaded || status.state !== 'ready') {
    throw await explain('lifecycleNotRunning', { ...status, feature: name })
  }
  return joined(features, name, (last) =>
    openFeature(plugin, loaded, name, last, explain).catch((error: unknown) => {
      features.delete(name)
      throw error
    }),
  )(signal)
}

async function openFeature(
  { id, version }: ManagedPlugin,
  { features, fetchFeature }: LoadedPlugin,
  name: string,
  signal: AbortSignal,
  explain: typeof late,
): Promise<Namespace> {
  const open = features[name]
  if (!open) {
    const known = Object.keys(features)
    throw await explain('lifecycleFeatureMissing', { id, version, name, known })
  }
  await fetchFeature(name, signal)
  signal.throwIfAborted()
  try {
    return await open()
  } catch (cause) {
    const part = `feature "${name}"`
    throw await explain('lifecycleModuleThrew', { id, version, part, cause })
  }
}

/** The work under way for a key, or new work. */
function joined<Result>(
  works: Map<string, Join<Result>>,
  key: string,
  work: (lastCaller: AbortSignal) => Promise<Result>,
): Join<Result> {
  const join = works.get(key) ?? createJoint(work)
  works.set(key, join)
  return join
}
