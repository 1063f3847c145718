import type { LoadingState } from '@mortise/shared'
import type { Condition, ConditionType, PluginStatus } from '../plugin.ts'
import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'

/** How many conditions are met in a state, where it changes that; all but the last for a ready plugin. */
const metIn: Partial<Record<LoadingState, number>> = { loaded: 3, ready: 5 }

/** What is known of a condition beyond the way up, such as what a health check found. */
export type Notes = Partial<Record<ConditionType, Partial<Condition>>>

export function firstStatus(pluginId: string): PluginStatus {
  return Object.freeze({
    pluginId,
    state: 'pending',
    progress: 0,
    retryCount: 0,
    generation: 0,
    conditions: [],
  })
}

/** Takes a step of a plugin's life. */
export function enter(plugin: ManagedPlugin, state: LoadingState, ports: KernelPorts) {
  const { met } = plugin
  const now = Date.now()
  plugin.met = [...met, now, now].slice(0, metIn[state] ?? met.length)
  amend(plugin, ports, {
    state,
    ...(state === 'loading' && { startedAt: now }),
  })
}

/** Tells what became known of a plugin, also without a step of its life. */
export function amend(plugin: ManagedPlugin, ports: KernelPorts, known?: Partial<PluginStatus>) {
  tell(plugin, ports, known)
  ports.changed()
}

export function tell(
  plugin: ManagedPlugin,
  { conditionsOf }: KernelPorts,
  known?: Partial<PluginStatus>,
) {
  const { status, met, failure } = plugin
  const { message = failure } = (failure ?? {}) as { message?: unknown }
  plugin.status = Object.freeze({
    ...status,
    ...known,
    progress: (met.length - 1) * 25,
    completedAt: met[4],
    lastError: failure ? String(message) : undefined,
    conditions: conditionsOf?.(plugin, known?.state ?? status.state) ?? [],
  })
}
