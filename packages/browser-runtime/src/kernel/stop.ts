import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './on-demand.ts'
import { reportFailure } from './report-failure.ts'

/** Takes a plugin down from wherever it stands. Never rejects: a `destroy` that fails is reported. */
export async function stop(
  plugin: ManagedPlugin,
  ports: KernelPorts,
  tools: StartTools,
  cause: string,
): Promise<void> {
  const reason = new DOMException(cause, 'AbortError')
  // Ends a fetch or a wait for the next attempt, and a hook that runs.
  plugin.loading?.abort(reason)
  if (plugin.status.state === 'initializing') plugin.owned?.end(reason)
  await lastStep(plugin)
  const { state } = plugin.status
  if (state === 'pending' || state === 'unloaded') return
  // Initialised and never started, because a critical plugin failed: there is nothing to destroy.
  if (state === 'initializing') tools.enter(plugin, 'failed', ports)
  tools.enter(plugin, 'unloading', ports)
  if (state === 'ready') await destroy(plugin, ports, tools)
  tools.release(plugin, reason)
  plugin.steps = {}
  tools.enter(plugin, 'unloaded', ports)
}

/** Whoever brings the plugin up may take the next step while this waits for the one before. */
async function lastStep(plugin: ManagedPlugin) {
  let awaited: Promise<void> | undefined
  for (;;) {
    const { start, init, load } = plugin.steps
    const step = start ?? init ?? load
    if (step === awaited) return
    await step
    awaited = step
  }
}

async function destroy(plugin: ManagedPlugin, { events }: KernelPorts, { runHook }: StartTools) {
  const pluginName = plugin.id
  const phase = 'destroy'
  events.emit('plugin:before-destroy', { pluginName, phase })
  try {
    const began = performance.now()
    await runHook(plugin, phase)
    const duration = Math.round(performance.now() - began)
    events.emit('plugin:destroyed', { pluginName, duration, phase })
  } catch (error) {
    reportFailure(pluginName, phase, error, events)
    events.report(error, pluginName)
  }
  events.emit('plugin:after-destroy', { pluginName, phase })
}
