import { reportError, release } from './steps.ts'
import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import { runHook } from './run-hook.ts'

/** Takes a plugin down from wherever it stands. Never rejects: a `destroy` that fails is reported. */
export function stop(plugin: ManagedPlugin, ports: KernelPorts, reason: string): Promise<void> {
  plugin.stopping ??= takeDown(plugin, ports, new DOMException(reason, 'AbortError')).finally(
    () => {
      plugin.stopping = undefined
    },
  )
  return plugin.stopping
}

async function takeDown(plugin: ManagedPlugin, ports: KernelPorts, reason: DOMException) {
  const { lifecycle, steps } = plugin
  if (lifecycle.state === 'loading') plugin.loading?.abort(reason)
  await (steps.start ?? steps.init ?? steps.load)
  if (lifecycle.state === 'pending' || lifecycle.state === 'unloaded') return
  const wasReady = lifecycle.state === 'ready'
  // Initialised and never started, because a critical plugin failed: there is nothing to destroy.
  if (lifecycle.state === 'initializing') lifecycle.enter('failed')
  lifecycle.enter('unloading')
  if (wasReady) await destroy(plugin, ports)
  release(plugin, reason)
  plugin.steps = {}
  lifecycle.enter('unloaded')
}

async function destroy(plugin: ManagedPlugin, { events }: KernelPorts) {
  const pluginName = plugin.registration.id
  const phase = 'destroy'
  events.emit('plugin:before-destroy', { pluginName, phase })
  try {
    const duration = await runHook(plugin, phase)
    events.emit('plugin:destroyed', { pluginName, duration, phase })
  } catch (error) {
    reportError(pluginName, phase, events, error)
    events.report(error, pluginName)
  }
  events.emit('plugin:after-destroy', { pluginName, phase })
}
