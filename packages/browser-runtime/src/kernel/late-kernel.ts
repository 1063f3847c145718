import type { Join } from '../joint.ts'
import type { Plugin } from '../plugin.ts'
import { createBringUp, type BringUp } from './bring-up.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'
import type { OpenFeatures } from './open-feature.ts'
import type { SteadyFeature } from './steady-feature.ts'
import { isOver } from './take-down.ts'
import { createTurns, type Turns } from './turns.ts'

/** What loads and changes of a running page work with. */
export interface LateKernel {
  readonly core: KernelCore
  readonly tools: StartTools
  readonly bringUp: BringUp
  readonly begin: Turns['begin']
  readonly change: Turns['change']
  readonly opened: OpenFeatures
  /** The module of a plugin's feature, from the release that runs. */
  readonly openFeature: SteadyFeature
  /** Loads under way, by plugin id. */
  readonly loads: Map<string, Join<Plugin>>
  /** Aborted when the host shuts down. */
  readonly signal: AbortSignal
  /**
   * Calls with the plugin of an id: at once where it is known, so that what is asked for first goes
   * first, else when the plan is. @throws HOST_PLUGIN_UNKNOWN
   */
  withPlugin<Result>(id: string, work: (plugin: ManagedPlugin) => Promise<Result>): Promise<Result>
  /** Resolves when the plan is known. @throws HOST_STATE while the host does not run. */
  ready(action: string): Promise<void>
}

export function createLateKernel(
  core: KernelCore,
  tools: StartTools,
  signal: AbortSignal,
  openFeature: LateKernel['openFeature'],
): LateKernel {
  const { begin, change } = createTurns()
  const loads = new Map<string, Join<Plugin>>()
  return {
    core,
    tools,
    signal,
    loads,
    opened: new WeakMap(),
    openFeature,
    bringUp: createBringUp(core, tools),
    begin,
    change(touched, work) {
      // A load that is asked for from here on comes after the change, and joins none before it.
      for (const { id } of touched) loads.delete(id)
      return change(touched, work)
    },
    async withPlugin(id, work) {
      if (!core.plugins.has(id)) await core.resolved
      const plugin = core.plugins.get(id)
      if (plugin) return work(plugin)
      throw await tools.late('hostPluginUnknown', { id, known: [...core.plugins.keys()] })
    },
    async ready(action) {
      await core.resolved
      if (core.resolved && !isOver(core)) return
      throw await tools.late('hostState', { action, state: core.state })
    },
  }
}
