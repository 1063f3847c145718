import { late } from '../errors.ts'
import { createContext } from './context.ts'
import { enter, release, type KernelPorts, type ManagedPlugin } from './managed-plugin.ts'
import type { LoadedPlugin } from './registration.ts'
import { runHook } from './run-hook.ts'

export type Step = 'load' | 'init' | 'start'

/** Gives the failure of a plugin that this one needs. */
export type Broken = () => unknown

const before = { load: undefined, init: 'load', start: 'init' } as const
const ready = { load: undefined, init: 'loaded', start: 'initializing' } as const
const work = { load, init, start } as const

/**
 * One step of the way up. It runs once, begins with the step before it, and never rejects: a failure
 * is a state of the plugin.
 */
export function take(
  step: Step,
  plugin: ManagedPlugin,
  ports: KernelPorts,
  broken: Broken,
): Promise<void> {
  plugin.steps[step] ??= run(step, plugin, ports, broken)
  return plugin.steps[step]
}

async function run(step: Step, plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  const first = before[step]
  if (first) await take(first, plugin, ports, broken)
  if (first && plugin.status.state !== ready[step]) return
  try {
    await work[step](plugin, ports, broken)
  } catch (failure) {
    plugin.failure = failure
    release(plugin, failure)
    enter(plugin, 'failed', ports)
    const trouble = await import('./report-failure.ts').catch(() => undefined)
    trouble?.reportFailure(plugin.registration.id, step, failure, ports.events)
  }
}

async function load(plugin: ManagedPlugin, ports: KernelPorts) {
  const { id: pluginId, version, load: fetchPlugin } = plugin.registration
  const { emit } = ports.events
  const began = performance.now()
  const { signal } = (plugin.loading = new AbortController())
  plugin.failure = undefined
  enter(plugin, 'loading', ports)
  emit('load-started', { pluginId })
  plugin.loaded = await fetchPlugin(signal, plugin.wanted)
  enter(plugin, 'loaded', ports)
  const durationMs = Math.round(performance.now() - began)
  const { size } = plugin.loaded
  emit('load-completed', { pluginId, durationMs, metadata: { version, size } })
}

async function init(plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  const { id: pluginName, version } = plugin.registration
  const { manifest, config } = plugin.loaded as LoadedPlugin
  const { emit } = ports.events
  const phase = 'init'
  enter(plugin, 'initializing', ports)
  emit('init-started', { pluginId: pluginName })
  await refuseBroken(plugin, broken)
  plugin.owned = createContext({ id: pluginName, version, manifest, config }, ports.services)
  emit('plugin:before-init', { pluginName, phase })
  emit('plugin:init', { pluginName, phase })
  const duration = await runHook(plugin, phase)
  emit('plugin:after-init', { pluginName, duration, phase })
  emit('init-completed', { pluginId: pluginName, durationMs: duration })
}

async function start(plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  const { emit } = ports.events
  const pluginName = plugin.registration.id
  const phase = 'start'
  await refuseBroken(plugin, broken)
  emit('plugin:before-start', { pluginName, phase })
  const duration = await runHook(plugin, phase)
  emit('plugin:started', { pluginName, duration, phase })
  emit('plugin:after-start', { pluginName, duration, phase })
  enter(plugin, 'ready', ports)
}

async function refuseBroken({ registration }: ManagedPlugin, broken: Broken) {
  const cause = broken()
  const { id, version } = registration
  if (cause) throw await late('lifecycleDependencyFailed', { id, version, cause })
}
