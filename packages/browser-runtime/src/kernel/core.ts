import type { ManagedPlugin, KernelPorts } from './managed-plugin.ts'
import type { Registration } from './registration.ts'

export type KernelState = 'idle' | 'initializing' | 'running' | 'stopping' | 'stopped'

/** The start level of the page, and those of plugins by id; 1 where nothing is said. */
export interface Levels {
  now: number
  readonly of?: Readonly<Record<string, number>> | undefined
}

/**
 * Gives all plugins in the plan's order. `again` reads the catalogs once more, and one more catalog if
 * that has an address.
 */
export type Resolve = (again?: Again) => Promise<readonly Registration[]>

export interface Again {
  readonly address?: string | undefined
}

/** What the kernel remembers. */
export interface KernelCore {
  state: KernelState
  /** Resolves when the plan is known; absent before `bootstrap`. */
  resolved?: Promise<void>
  /** In the plan's order. */
  readonly plugins: Map<string, ManagedPlugin>
  /** What the start brings up. */
  starting?: readonly ManagedPlugin[]
  readonly ports: KernelPorts
  readonly levels: Levels
  resolve?: Resolve
}

/** The plugins and all that they need, in order. */
export function closure({ plugins }: KernelCore, first: readonly ManagedPlugin[]): ManagedPlugin[] {
  const found = new Set(first)
  // A set grows while it is walked.
  for (const plugin of found) {
    const { held, requires, wants } = plugin
    if (held) found.delete(plugin)
    for (const id of held ? [] : [...requires, ...wants]) {
      const plugin = plugins.get(id)
      if (plugin) found.add(plugin)
    }
  }
  return [...plugins.values()].filter((plugin) => found.has(plugin))
}
