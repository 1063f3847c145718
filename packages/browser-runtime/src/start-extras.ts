import type { EsmPorts } from './loader/esm-executor.ts'
import type { PlannedPage } from './plan-anew.ts'

/**
 * What some starts need: at once what plugins wait for while their chunks are on their way, and by
 * one hop more what few hosts ask for.
 */
export { configure } from './configuration.ts'
export { createLateHooks as hooks } from './context/late-hooks.ts'
export { walkByMode } from './kernel/walk-by-mode.ts'
export { createLateLoader as loader } from './loader/late-loader.ts'

export async function modules(...ports: EsmPorts) {
  const module = await import('./loader/esm-executor.ts')
  return module.createEsmExecutor(ports)
}

export async function planAnew(...page: PlannedPage) {
  const module = await import('./plan-anew.ts')
  return module.planPage(...page)
}
