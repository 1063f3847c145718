import type { ManagedPlugin } from './managed-plugin.ts'

/** Right before a plugin is stopped, or loaded again after a failure: the next step tells of it. */
export function beginLife(plugin: ManagedPlugin, retried: 0 | 1 = 0): void {
  const { status } = plugin
  plugin.since = Date.now()
  plugin.met = plugin.met.slice(0, 1)
  plugin.notes = undefined
  plugin.status = Object.freeze({
    ...status,
    retryCount: status.retryCount + retried,
    generation: status.generation + 1,
  })
}
