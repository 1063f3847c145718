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
  const { steps } = plugin
  if (plugin.status.state === 'loading') plugin.loading?.abort(reason)
  await (steps.start ?? steps.init ?? steps.load)
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

async function destroy(plugin: ManagedPlugin, { events }: KernelPorts, { runHook }: StartTools) {
  const pluginName = plugin.id
  const phase = 'destroy'
  events.emit('plugin:before-destroy', { pluginName, phase })
  try {
    const duration = await runHook(plugin, phase)
    events.emit('plugin:destroyed', { pluginName, duration, phase })
  } catch (error) {
    reportFailure(pluginName, phase, error, events)
    events.report(error, pluginName)
  }
  events.emit('plugin:after-destroy', { pluginName, phase })
}

/** The plugin and all that require it, the last one first. */
export function dependentsOf(plugin: ManagedPlugin, all: readonly ManagedPlugin[]) {
  const found = new Set([plugin])
  // A set grows while it is walked, until no plugin requires one that is in it.
  for (const { id } of found) {
    for (const other of all) {
      if (other.requires.includes(id)) found.add(other)
    }
  }
  return all.filter((other) => found.has(other)).reverse()
}
