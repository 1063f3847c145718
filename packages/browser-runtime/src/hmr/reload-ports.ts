import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { CreateContext } from '../context/context.ts'
import type { HotSwap, SwapOutcome } from '../kernel/hot-swap.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { runHook } from '../kernel/run-hook.ts'
import type { ReleaseSwap } from '../kernel/swap-release.ts'

/** What hot reload needs of the host. */
export interface ReloadPorts {
  readonly events: Pick<Events, 'on' | 'emit' | 'report'>
  readonly late: typeof late
  readonly runHook: typeof runHook
  readonly kernel: ReloadKernel
}

export interface ReloadKernel {
  plugin(id: string): ManagedPlugin | undefined
  /** Resolves when the start of the page is over. */
  started(): Promise<unknown>
  swap(id: string, how: HotSwap): Promise<SwapOutcome>
  swapRelease(id: string, how: ReleaseSwap): Promise<SwapOutcome>
  /** Whether the plan has another release of a plugin that runs. */
  hasNext(id: string): boolean
  load(id: string): Promise<unknown>
  unload(id: string): Promise<void>
  /** Reads the catalogs again, and starts of the plugins that appeared those that start by themselves. */
  discover(): Promise<unknown>
  /** Lets the contexts of generations to come be made in another way. */
  onContext(change: (create: CreateContext) => CreateContext): void
}
