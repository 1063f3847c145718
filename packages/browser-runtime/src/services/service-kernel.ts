import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { LoadOptions } from '../plugin.ts'

/** What the services ask of the kernel. */
export interface ServiceKernel {
  /** In the plan's order. */
  readonly plugins: ReadonlyMap<string, ManagedPlugin>
  load(id: string, options?: LoadOptions): Promise<unknown>
  /** Takes a running plugin down and brings it up again, with those that need it. */
  restart(id: string, reason: string): Promise<unknown>
}
