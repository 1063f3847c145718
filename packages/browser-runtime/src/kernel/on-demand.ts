import type { Moments } from '../moments.ts'
import type { Discovery, LoadOptions, Plugin } from '../plugin.ts'
import { createConditions } from './conditions.ts'
import { beginLife } from './begin-life.ts'
import type { KernelCore } from './core.ts'
import { createDiscover, startNew } from './discover.ts'
import type { StartTools } from './handed.ts'
import { handOver, takeOver } from './hand-over.ts'
import { fetchFirst } from './fetch-first.ts'
import { probe, type HealthChecks } from './health.ts'
import type { HotSwap, SwapOutcome } from './hot-swap.ts'
import { createLateKernel, type LateKernel } from './late-kernel.ts'
import { createLeaks, type Leaks } from './leaks.ts'
import { loadDeferred } from './load-deferred.ts'
import { joinLoad } from './load.ts'
import { isUp, movingWith, wiredTo } from './moving-with.ts'
import { isSameRelease, newRelease } from './new-release.ts'
import { createEnding } from './shut-down.ts'
import { moveTo } from './start-levels.ts'
import { stop } from './stop.ts'
import type { ReleaseSwap } from './swap-release.ts'
import { isOver, isReady } from './take-down.ts'
import { restartWired, unload } from './unload.ts'
import { createMending, mendStart } from './mend.ts'
import { createSteadyFeature } from './steady-feature.ts'
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
  /** Exchanges the generation of a plugin while the page goes on. */
  swap(id: string, how: HotSwap): Promise<SwapOutcome>
  /** The same with the release that the plan has now. */
  swapRelease(id: string, how: ReleaseSwap): Promise<SwapOutcome>
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
  tellConditions(core, tools)
  const ending = createEnding(core)
  const { lookAround, checkHealth } = createUpkeep(core, tools, moments)
  const kernel = createLateKernel(core, tools, ending.signal, (...asked) => ways.open(...asked))
  const ways = createWays(kernel, (id) => load(id), checkHealth, lookAround)
  const { discover, mending, upgrade } = ways
  const leaks = createLeaks(core, tools.late)

  const load: OnDemand['load'] = async (id, { signal, feature } = {}) => {
    const begin = () => joinLoad(kernel, id, feature)(signal)
    const plugin = await mending.insist(id, begin, signal)
    lookAround()
    return plugin
  }

  let isSettled = false

  return {
    load,
    async afterStart() {
      lookAround()
      void mendStart(core, mending, load)
      await moments?.settled()
      isSettled = true
      await loadDeferred(core, load, moments)
    },
    unload: (id) => kernel.withPlugin(id, (plugin) => unload(kernel, plugin)),
    restart: (id, why) => kernel.withPlugin(id, (plugin) => restartWired(kernel, plugin, why)),
    upgrade,
    swap: (id, how) => swap(kernel, id, how).finally(lookAround),
    swapRelease: (id, how) => swapRelease(kernel, id, how, upgrade).finally(lookAround),
    async discover(address) {
      const discovery = await discover.again(address)
      await startNew(kernel, discovery)
      lookAround()
      return discovery
    },
    async setStartLevel(level) {
      await kernel.ready('setStartLevel')
      await moveTo(kernel, level)
      lookAround()
      if (isSettled) void loadDeferred(core, load, moments)
    },
    leaks: leaks.list,
    health: checkHealth,
    shutdown: () => ending.shutdown(kernel),
    end: (reason) => ending.end(kernel, reason),
  }
}

/** How a page moves from release to release. */
function createWays(
  kernel: LateKernel,
  load: (id: string) => Promise<Plugin>,
  checkHealth: HealthChecks['check'],
  lookAround: () => void,
) {
  const { report } = kernel.core.ports.events
  const discover = createDiscover(kernel)
  const upgrades = createUpgrade(kernel, discover, checkHealth)
  const upgrade: OnDemand['upgrade'] = (id, { signal } = {}) =>
    upgrades(id)(signal).finally(lookAround)
  /** Whoever waits hears of the failure that made it necessary. */
  const moveOn = (id: string) => upgrade(id).catch((error: unknown) => report(error, id, 'warning'))
  return {
    discover,
    upgrade,
    mending: createMending(kernel, discover, moveOn),
    open: createSteadyFeature(kernel, discover, moveOn, load),
  }
}

async function swap(kernel: LateKernel, id: string, how: HotSwap) {
  const { hotSwap } = await import('./hot-swap.ts')
  const tools = { beginLife, handOver, takeOver, stop, isOver, isReady, isSameRelease }
  return kernel.withPlugin(id, (plugin) => hotSwap(kernel, plugin, how, tools))
}

async function swapRelease(
  kernel: LateKernel,
  id: string,
  how: ReleaseSwap,
  upgrade: OnDemand['upgrade'],
) {
  const module = await import('./swap-release.ts')
  const tools = { fetchFirst, isUp, movingWith, newRelease, probe, wiredTo, upgrade }
  const exchange = (given: HotSwap) => swap(kernel, id, given)
  return kernel.withPlugin(id, (plugin) =>
    module.swapRelease(kernel, plugin, how, { ...tools, swap: exchange }),
  )
}

/** From now on a status has conditions; those of the start are told of once more. */
function tellConditions({ ports, plugins }: KernelCore, { amend: amendStatus }: StartTools) {
  ports.conditionsOf = createConditions()
  for (const plugin of plugins.values()) amendStatus(plugin, { ...ports, changed() {} })
  ports.changed()
}
