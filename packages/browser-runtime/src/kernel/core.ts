import type { ManagedPlugin, KernelPorts } from './managed-plugin.ts'

export type KernelState = 'idle' | 'initializing' | 'running' | 'stopping' | 'stopped'

/** What the kernel remembers. */
export interface KernelCore {
  state: KernelState
  /** Resolves when the plan is known; absent before `bootstrap`. */
  resolved?: Promise<void>
  /** In the plan's order. */
  readonly plugins: Map<string, ManagedPlugin>
  /** Groups that are being brought up. */
  readonly activations: Set<readonly ManagedPlugin[]>
  readonly ports: KernelPorts
}

/** The plugins and all that they need, in order. */
export function closure({ plugins }: KernelCore, first: readonly ManagedPlugin[]): ManagedPlugin[] {
  const found = new Set(first)
  // A set grows while it is walked.
  for (const { requires, wants } of found) {
    for (const id of [...requires, ...wants]) {
      const plugin = plugins.get(id)
      if (plugin) found.add(plugin)
    }
  }
  return [...plugins.values()].filter((plugin) => found.has(plugin))
}
