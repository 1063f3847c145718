import type { LoadingState } from '@mortise/shared'
import { refuse, trouble } from '../errors.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { runHook } from './run-hook.ts'
import { amend, enter } from './status.ts'

/** The way up. */
const steps = { load, init, start }

export type Step = keyof typeof steps

/** The state that a step sets out from, where it is not the first. */
const origin: Partial<Record<Step, LoadingState>> = { init: 'loaded', start: 'initializing' }

/** One step of the way up. It runs once, and never rejects: a failure is a state of the plugin. */
export function take(step: Step, plugin: ManagedPlugin, core: KernelCore): Promise<void> {
  return (plugin.steps[step] ??= run(step, plugin, core))
}

async function run(step: Step, plugin: ManagedPlugin, core: KernelCore) {
  const from = origin[step]
  if (from) {
    await plugin.steps.load
    if (plugin.status.state !== from) return
  }
  try {
    await steps[step](plugin, core)
  } catch (failure) {
    const code = fail(plugin, failure, core)
    // The state says it all, should even this not come.
    await trouble().then(
      (module) => module.afterFailure(step, plugin, failure, code, core, load, init, fail),
      () => code?.dispose(),
    )
    // Whoever asks for it again begins anew.
    if (plugin.status.state === 'failed') plugin.steps = {}
  }
}

/** Ends a generation, and gives its code, which whoever tries again still needs. */
function fail(plugin: ManagedPlugin, failure: unknown, { ports }: KernelCore) {
  const { loaded } = plugin
  plugin.failure = failure
  plugin.owned?.end(failure)
  plugin.owned = plugin.loaded = undefined
  enter(plugin, 'failed', ports)
  return loaded
}

async function load(plugin: ManagedPlugin, { ports }: KernelCore) {
  const { id: pluginId, version } = plugin
  const { emit } = ports.events
  const began = performance.now()
  plugin.loading = new AbortController()
  plugin.failure = undefined
  enter(plugin, 'loading', ports)
  emit('load-started', { pluginId })
  plugin.loaded = await plugin.load(plugin.loading.signal, plugin.beside)
  const { manifest, config, size } = plugin.loaded
  plugin.notes = plugin.loaded.notes
  plugin.owned = ports.createContext({ id: pluginId, version, manifest, config })
  enter(plugin, 'loaded', ports)
  const durationMs = Math.round(performance.now() - began)
  emit('load-completed', { pluginId, durationMs, metadata: { version, size } })
}

async function init(plugin: ManagedPlugin, core: KernelCore) {
  const pluginId = plugin.id
  const { ports } = core
  const { emit } = ports.events
  enter(plugin, 'initializing', ports)
  emit('init-started', { pluginId })
  const durationMs = await runPhase('init', plugin, core)
  emit('init-completed', { pluginId, durationMs })
  plugin.met = [...plugin.met, Date.now()]
  amend(plugin, ports)
}

async function start(plugin: ManagedPlugin, core: KernelCore) {
  await runPhase('start', plugin, core)
  enter(plugin, 'ready', core.ports)
}

/** A hook between the events of its phase. Gives the whole milliseconds that it took. */
async function runPhase(
  phase: 'init' | 'start',
  plugin: ManagedPlugin,
  { plugins, ports: { events } }: KernelCore,
) {
  const { id: pluginName, version, requires } = plugin
  const { emit } = events
  const broken = requires
    .map((id) => plugins.get(id))
    .find((other) => other?.status.state === 'failed')
  if (broken) {
    const cause = broken.failure
    return refuse('lifecycleDependencyFailed', { id: pluginName, version, cause })
  }
  emit(`plugin:before-${phase}`, { pluginName, phase })
  if (phase === 'init') emit('plugin:init', { pluginName, phase })
  const began = performance.now()
  await runHook(plugin, phase)
  const duration = Math.round(performance.now() - began)
  if (phase === 'start') emit('plugin:started', { pluginName, duration, phase })
  emit(`plugin:after-${phase}`, { pluginName, duration, phase })
  return duration
}
