import type { Moments } from '../moments.ts'
import type { Discovery, LoadOptions, Plugin } from '../plugin.ts'
import { createConditions } from './conditions.ts'
import type { KernelCore } from './core.ts'
import { createDiscover, startNew } from './discover.ts'
import type { StartTools } from './handed.ts'
import type { HealthChecks } from './health.ts'
import { createLateKernel } from './late-kernel.ts'
import { createLeaks, type Leaks } from './leaks.ts'
import { joinLoad } from './load.ts'
import { createEnding } from './shut-down.ts'
import { moveTo } from './start-levels.ts'
import { isOver } from './take-down.ts'
import { restartWired, unload } from './unload.ts'
import { createUpgrade } from './upgrade.ts'
import { createUpkeep } from './upkeep.ts'

/** What a kernel does after its start. */
export interface OnDemand {
  /** `feature` is fetched in the same wave as the plugin's entry. */
  load(id: string, options?: LoadOptions): Promise<Plugin>
  unload(id: string): Promise<void>
  /** Stops a plugin and those wired to it, and starts them again. */
  restart(id: string, reason: string): Promise<void>
  upgrade(id: string, options?: Pick<LoadOptions, 'signal'>): Promise<Plugin>
  discover(address?: string): Promise<Discovery>
  setStartLevel(level: number): Promise<void>
  leaks: Leaks['list']
  health: HealthChecks['check']
  shutdown(): Promise<void>
  /** Loads what waited for the start to be over, and says what of the started plugins' manifests nobody reads. */
  afterStart(): Promise<void>
  /** Stops all plugins, the last one first. */
  end(reason: string): Promise<void>
}

export function createOnDemand(
  core: KernelCore,
  tools: StartTools,
  /** Of the page; without them nothing is waited for. */
  moments?: Moments,
): OnDemand {
  const { events } = core.ports
  tellConditions(core, tools)
  const ending = createEnding(core)
  const kernel = createLateKernel(core, tools, ending.signal)
  const discover = createDiscover(kernel)
  const upgrade = createUpgrade(kernel, discover)
  const leaks = createLeaks(core, tools.late)
  const { lookAround, checkHealth } = createUpkeep(core, tools, moments)

  const load: OnDemand['load'] = async (id, { signal, feature } = {}) => {
    const plugin = await joinLoad(kernel, id, feature)(signal)
    lookAround()
    return plugin
  }

  let isSettled = false

  /** Each at an idle moment of its own: many at once would hold up whoever uses the page. */
  async function loadDeferred() {
    if (!isSettled) return
    for (const plugin of core.plugins.values()) {
      if (plugin.strategy !== 'deferred') continue
      await moments?.idle()
      if (isOver(core)) return
      const { id, held, status } = plugin
      if (held || status.state !== 'pending') continue
      load(id).catch((error: unknown) => isOver(core) || events.report(error, id))
    }
  }

  return {
    load,
    async afterStart() {
      lookAround()
      await moments?.settled()
      isSettled = true
      await loadDeferred()
    },
    unload: (id) => kernel.withPlugin(id, (plugin) => unload(kernel, plugin)),
    restart: (id, reason) =>
      kernel.withPlugin(id, (plugin) => restartWired(kernel, plugin, reason)),
    upgrade: (id, { signal } = {}) => upgrade(id)(signal).finally(lookAround),
    async discover(address) {
      const discovery = await discover(address)
      await startNew(kernel, discovery)
      lookAround()
      return discovery
    },
    async setStartLevel(level) {
      await kernel.ready('setStartLevel')
      await moveTo(kernel, level)
      lookAround()
      void loadDeferred()
    },
    leaks: leaks.list,
    health: checkHealth,
    shutdown: () => ending.shutdown(kernel),
    end: (reason) => ending.end(kernel, reason),
  }
}

/** From now on a status has conditions; those of the start are told of once more. */
function tellConditions({ ports, plugins }: KernelCore, { amend: amendStatus }: StartTools) {
  ports.conditionsOf = createConditions()
  for (const plugin of plugins.values()) amendStatus(plugin, { ...ports, changed() {} })
  ports.changed()
}
