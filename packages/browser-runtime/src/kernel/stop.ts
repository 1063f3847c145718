import type { Events } from '../events.ts'
import { reportFailure } from './report-failure.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** What stopping needs of the start-up path: it is handed in, so that nothing is cut out of that. */
export interface StopPorts {
  readonly events: Events
  enter(plugin: ManagedPlugin, state: 'failed' | 'unloading' | 'unloaded'): void
  runHook(plugin: ManagedPlugin, phase: 'destroy'): Promise<number>
  release(plugin: ManagedPlugin, reason: unknown): void
}

/** Takes a plugin down from wherever it stands. Never rejects: a `destroy` that fails is reported. */
export async function stop(plugin: ManagedPlugin, ports: StopPorts, cause: string): Promise<void> {
  const reason = new DOMException(cause, 'AbortError')
  const { steps } = plugin
  if (plugin.status.state === 'loading') plugin.loading?.abort(reason)
  await (steps.start ?? steps.init ?? steps.load)
  const { state } = plugin.status
  if (state === 'pending' || state === 'unloaded') return
  // Initialised and never started, because a critical plugin failed: there is nothing to destroy.
  if (state === 'initializing') ports.enter(plugin, 'failed')
  ports.enter(plugin, 'unloading')
  if (state === 'ready') await destroy(plugin, ports)
  ports.release(plugin, reason)
  plugin.steps = {}
  ports.enter(plugin, 'unloaded')
}

async function destroy(plugin: ManagedPlugin, { events, runHook }: StopPorts) {
  const pluginName = plugin.registration.id
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
  for (const { registration } of found) {
    for (const other of all) {
      if (other.registration.requires.includes(registration.id)) found.add(other)
    }
  }
  return all.filter((other) => found.has(other)).reverse()
}
