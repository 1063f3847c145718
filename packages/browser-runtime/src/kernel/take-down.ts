import type { KernelCore } from './core.ts'
import type { ManagedPlugin, StopReason } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'
import { stop } from './stop.ts'

/** Stops plugins one by one, from the last to the first, and remembers of each why. */
export async function takeDown(
  core: KernelCore,
  tools: StartTools,
  plugins: readonly ManagedPlugin[],
  reasonFor: (plugin: ManagedPlugin) => StopReason,
): Promise<void> {
  for (const plugin of [...plugins].reverse()) {
    const pluginId = plugin.id
    const wasReady = isReady(plugin)
    plugin.stopped = reasonFor(plugin)
    await stop(plugin, core.ports, tools, plugin.stopped.message)
    if (wasReady && core.state === 'running') {
      core.ports.events.emit('dynamic-unload', { pluginId })
    }
  }
}

export function isReady({ status }: ManagedPlugin) {
  return status.state === 'ready'
}

/** Whether the host stops or has stopped: nothing comes up any more. */
export function isOver({ state }: KernelCore) {
  return state === 'stopping' || state === 'stopped'
}

const resting = /^(pending|unloaded|failed)$/

/** Neither runs nor is on its way; one that failed may still be about to try again. */
export function isAtRest({ status, steps }: ManagedPlugin) {
  return resting.test(status.state) && !steps.load
}
