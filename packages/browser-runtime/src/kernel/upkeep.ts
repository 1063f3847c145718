import { createInterfaceCheck } from '../check-interfaces.ts'
import { createPrefetcher } from '../fetch-ahead.ts'
import type { Moments } from '../moments.ts'
import { createInspector } from '../not-honoured.ts'
import type { KernelCore } from './core.ts'
import { createHealthChecks, type HealthChecks } from './health.ts'
import type { StartTools } from './handed.ts'

export interface Upkeep {
  /** Takes care of the generations that began since it was called last. */
  lookAround(): void
  readonly checkHealth: HealthChecks['check']
}

/** What is done once for each generation that runs, when nobody waits for it any more. */
export function createUpkeep(core: KernelCore, tools: StartTools, moments?: Moments): Upkeep {
  const { events } = core.ports
  const inspect = createInspector(events, tools.late)
  const checkInterfaces = createInterfaceCheck(events, tools.late)
  const prefetch = createPrefetcher((...files) => core.ports.prefetch?.(...files))
  const health = createHealthChecks(core, tools, moments)
  return {
    lookAround() {
      void inspect(core.plugins.values())
      void checkInterfaces(core.plugins.values())
      prefetch(core.plugins.values())
      health.watch(core.plugins.values())
    },
    checkHealth: health.check,
  }
}
