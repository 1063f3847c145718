import { late } from '../errors.ts'
import { createContext } from './context.ts'
import { enter, release, type KernelPorts, type ManagedPlugin } from './managed-plugin.ts'
import { runHook } from './run-hook.ts'

/** Gives the failure of a plugin that this one needs. */
export type Broken = () => unknown

/** The way up: the state that each step sets out from, where it is not the first, and its work. */
const steps = {
  load: { from: undefined, work: load },
  init: { from: 'loaded', work: init },
  start: { from: 'initializing', work: start },
} as const

export type Step = keyof typeof steps

/**
 * One step of the way up. It runs once, and never rejects: a failure is a state of the plugin.
 */
export function take(
  step: Step,
  plugin: ManagedPlugin,
  ports: KernelPorts,
  broken: Broken = () => undefined,
): Promise<void> {
  return (plugin.steps[step] ??= run(step, plugin, ports, broken))
}

async function run(step: Step, plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  const { from, work } = steps[step]
  if (from) {
    await plugin.steps.load
    if (plugin.status.state !== from) return
  }
  try {
    await work(plugin, ports, broken)
  } catch (failure) {
    plugin.failure = failure
    release(plugin, failure)
    enter(plugin, 'failed', ports)
    // The state says it all, should even this not come.
    await import('./report-failure.ts').then(
      (module) => module.reportFailure(plugin.id, step, failure, ports.events),
      () => {},
    )
  }
}

async function load(plugin: ManagedPlugin, ports: KernelPorts) {
  const { id: pluginId, version } = plugin
  const { emit } = ports.events
  const began = performance.now()
  plugin.loading = new AbortController()
  plugin.failure = undefined
  enter(plugin, 'loading', ports)
  emit('load-started', { pluginId })
  plugin.loaded = await plugin.load(plugin.loading.signal, plugin.wanted)
  const { manifest, config, size } = plugin.loaded
  plugin.owned = createContext({ id: pluginId, version, manifest, config }, ports.services)
  enter(plugin, 'loaded', ports)
  const durationMs = Math.round(performance.now() - began)
  emit('load-completed', { pluginId, durationMs, metadata: { version, size } })
}

async function init(plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  const pluginId = plugin.id
  const { emit } = ports.events
  enter(plugin, 'initializing', ports)
  emit('init-started', { pluginId })
  const durationMs = await runPhase('init', plugin, ports, broken)
  emit('init-completed', { pluginId, durationMs })
}

async function start(plugin: ManagedPlugin, ports: KernelPorts, broken: Broken) {
  await runPhase('start', plugin, ports, broken)
  enter(plugin, 'ready', ports)
}

/** A hook between the events of its phase. */
async function runPhase(
  phase: 'init' | 'start',
  plugin: ManagedPlugin,
  { events: { emit } }: KernelPorts,
  broken: Broken,
) {
  const { id: pluginName, version } = plugin
  const cause = broken()
  if (cause) throw await late('lifecycleDependencyFailed', { id: pluginName, version, cause })
  emit(`plugin:before-${phase}`, { pluginName, phase })
  if (phase === 'init') emit('plugin:init', { pluginName, phase })
  const duration = await runHook(plugin, phase)
  if (phase === 'start') emit('plugin:started', { pluginName, duration, phase })
  emit(`plugin:after-${phase}`, { pluginName, duration, phase })
  return duration
}
