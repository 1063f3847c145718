import type { late } from './errors.ts'
import type { KernelCore } from './kernel/core.ts'
import type { Executor, Release } from './loader/executor.ts'
import type { EsmPorts } from './loader/esm-executor.ts'
import { createFallbackProviders } from './loader/fallback-providers.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import type { PlannedPage } from './plan-anew.ts'

/**
 * What some starts need: at once what plugins wait for while their chunks are on their way, and by
 * one hop more what few hosts ask for.
 */
export { configure } from './configuration.ts'
export { createLateHooks } from './context/late-hooks.ts'
export { walkByMode } from './kernel/walk-by-mode.ts'
export { createStyles } from './loader/styles.ts'

/** @param plan Of the page, as it is when a provider is looked for. */
export function createFallbacks(
  executor: Executor,
  plan: () => PagePlan,
  fetchRelease: (plugin: KnownPlugin) => Promise<Release>,
  explain: typeof late,
) {
  const releaseOf = async (id: string) => {
    const plugin = plan().plugins.get(id)
    if (plugin && 'entry' in plugin) return fetchRelease(plugin)
  }
  return createFallbackProviders(executor, releaseOf, explain)
}

export async function createEsmExecutor(ports: EsmPorts) {
  const module = await import('./loader/esm-executor.ts')
  return module.createEsmExecutor(ports)
}

export async function hold(core: KernelCore) {
  const module = await import('./kernel/start-levels.ts')
  module.hold(core)
}

export async function planAnew(page: PlannedPage) {
  const module = await import('./plan-anew.ts')
  return module.planPage(page)
}
