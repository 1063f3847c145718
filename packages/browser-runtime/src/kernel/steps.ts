import type { LifecyclePhase } from '@mortise/shared'
import { late } from '../errors.ts'
import { createContext } from './context.ts'
import { messageOf, type KernelPorts, type ManagedPlugin } from './managed-plugin.ts'
import { runHook } from './run-hook.ts'

type Step = 'load' | 'init' | 'start'
type StepOf = (plugin: ManagedPlugin, ports: KernelPorts, broken: () => unknown) => Promise<void>

/**
 * The way up, one step each. A step runs once, begins with the step before it, and never rejects:
 * a failure is a state of the plugin. `broken` gives the failure of a plugin that this one needs.
 */
export const steps: Readonly<Record<Step, StepOf>> = {
  load: (plugin, ports) => once(plugin, 'load', ports, () => load(plugin, ports)),
  init: (plugin, ports, broken) =>
    once(plugin, 'init', ports, async () => {
      await steps.load(plugin, ports, broken)
      if (plugin.lifecycle.state === 'loaded') await init(plugin, ports, broken())
    }),
  start: (plugin, ports, broken) =>
    once(plugin, 'start', ports, async () => {
      await steps.init(plugin, ports, broken)
      if (plugin.lifecycle.state === 'initializing') await start(plugin, ports, broken())
    }),
}

function once(plugin: ManagedPlugin, step: Step, ports: KernelPorts, run: () => Promise<void>) {
  plugin.steps[step] ??= run().catch((error: unknown) => fail(plugin, step, ports, error))
  return plugin.steps[step]
}

async function load(plugin: ManagedPlugin, { events }: KernelPorts) {
  const { id: pluginId, version, load: fetchPlugin } = plugin.registration
  const began = performance.now()
  plugin.loading = new AbortController()
  plugin.failure = undefined
  plugin.lifecycle.enter('loading')
  events.emit('load-started', { pluginId })
  const loaded = await fetchPlugin(plugin.loading.signal)
  plugin.loaded = loaded
  plugin.lifecycle.enter('loaded')
  const durationMs = Math.round(performance.now() - began)
  events.emit('load-completed', { pluginId, durationMs, metadata: { version, size: loaded.size } })
}

async function init(plugin: ManagedPlugin, ports: KernelPorts, broken: unknown) {
  const { registration, loaded, lifecycle } = plugin
  const { id, version } = registration
  const { events, services, bus } = ports
  lifecycle.enter('initializing')
  events.emit('init-started', { pluginId: id })
  await refuseBroken(plugin, broken)
  if (!loaded) return
  const { manifest, config } = loaded
  plugin.owned = createContext({ id, version, manifest, config }, services, bus)
  events.emit('plugin:before-init', { pluginName: id })
  events.emit('plugin:init', { pluginName: id, phase: 'init' })
  const duration = await runHook(plugin, 'init')
  events.emit('plugin:after-init', { pluginName: id, duration, phase: 'init' })
  events.emit('init-completed', { pluginId: id, durationMs: duration })
}

async function start(plugin: ManagedPlugin, { events }: KernelPorts, broken: unknown) {
  const pluginName = plugin.registration.id
  await refuseBroken(plugin, broken)
  events.emit('plugin:before-start', { pluginName })
  const duration = await runHook(plugin, 'start')
  events.emit('plugin:started', { pluginName, duration, phase: 'start' })
  events.emit('plugin:after-start', { pluginName, duration, phase: 'start' })
  plugin.lifecycle.enter('ready')
}

async function refuseBroken({ registration: { id, version } }: ManagedPlugin, cause: unknown) {
  if (cause) throw await late('lifecycleDependencyFailed', { id, version, cause })
}

function fail(plugin: ManagedPlugin, step: Step, { events }: KernelPorts, failure: unknown) {
  const { id } = plugin.registration
  plugin.failure = failure
  release(plugin, failure)
  plugin.lifecycle.enter('failed')
  const error = describe(failure)
  if (step !== 'start') events.emit(`${step}-failed`, { pluginId: id, error })
  if (step !== 'load') reportError(id, step, events, failure)
}

/** The event of a hook that failed. */
export function reportError(
  pluginName: string,
  phase: LifecyclePhase,
  events: KernelPorts['events'],
  failure: unknown,
) {
  const { name = 'Error' } = failure as Error
  const error = { name, ...describe(failure) }
  events.emit('plugin:error', { pluginName, phase, error, errorMessage: error.message })
}

/** Lets go of the generation: undoes what it registered and drops its code. */
export function release(plugin: ManagedPlugin, reason: unknown) {
  plugin.owned?.end(reason)
  plugin.loaded?.dispose()
  plugin.owned = plugin.loaded = undefined
  plugin.features.clear()
}

function describe(failure: unknown) {
  const { code, stack } = failure as { code?: unknown; stack?: string }
  const message = messageOf(failure)
  return { message, ...(typeof code === 'string' && { code }), ...(stack && { stack }) }
}
