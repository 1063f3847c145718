import type { KernelCore } from './kernel/core.ts'
import type { EsmPorts } from './loader/esm-executor.ts'
import type { PlanFacts } from './plan-anew.ts'

/**
 * What some starts need: at once what plugins wait for while their chunks are on their way, and by
 * one hop more what few hosts ask for.
 */
export { configure } from './configuration.ts'
export { createLateHooks } from './context/late-hooks.ts'
export { walkByMode } from './kernel/walk-by-mode.ts'
export { createFallbackProviders } from './loader/fallback-providers.ts'
export { createStyles } from './loader/styles.ts'

export async function createEsmExecutor(ports: EsmPorts) {
  const module = await import('./loader/esm-executor.ts')
  return module.createEsmExecutor(ports)
}

export async function hold(core: KernelCore) {
  const module = await import('./kernel/start-levels.ts')
  module.hold(core)
}

export async function planAnew(facts: PlanFacts) {
  const module = await import('./plan-anew.ts')
  return module.planAnew(facts)
}
