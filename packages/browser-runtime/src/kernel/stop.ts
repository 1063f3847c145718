import { beginLife } from './begin-life.ts'
import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'

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
  // What it was stopped by is no failure of its own.
  const reasons: unknown[] = [reason, plugin.loading?.signal.reason]
  if (reasons.includes(plugin.failure)) plugin.failure = undefined
  if (state === 'pending' || state === 'unloaded') return
  // Initialised and never started, because a critical plugin failed: there is nothing to destroy.
  if (state === 'initializing') tools.enter(plugin, 'failed', ports)
  beginLife(plugin)
  tools.enter(plugin, 'unloading', ports)
  if (state === 'ready') await destroy(plugin, ports, tools, reasons)
  // Undoes what the generation registered, and drops its code.
  plugin.owned?.end(reason)
  plugin.loaded?.dispose()
  plugin.owned = plugin.loaded = plugin.loading = undefined
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

async function destroy(
  plugin: ManagedPlugin,
  { events }: KernelPorts,
  { runHook, trouble }: StartTools,
  reasons: readonly unknown[],
) {
  const pluginName = plugin.id
  const phase = 'destroy'
  events.emit('plugin:before-destroy', { pluginName, phase })
  const began = performance.now()
  try {
    await runHook(plugin, phase).catch((error: unknown) => {
      // It became ready while its context ended: nobody waits for the hook, which has not failed.
      if (!reasons.includes(error)) throw error
    })
    const duration = Math.round(performance.now() - began)
    events.emit('plugin:destroyed', { pluginName, duration, phase })
  } catch (error) {
    const module = await trouble().catch(() => undefined)
    module?.reportFailure(pluginName, phase, error, events)
    events.report(error, pluginName)
  }
  events.emit('plugin:after-destroy', { pluginName, phase })
}
