import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { HotSwap, SwapOutcome } from '../kernel/hot-swap.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { runHook } from '../kernel/run-hook.ts'

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
  load(id: string): Promise<unknown>
}
