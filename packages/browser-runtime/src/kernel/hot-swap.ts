import type { Release } from '../loader/executor.ts'
import type { beginLife } from './begin-life.ts'
import type { HandOver, handOver, takeOver } from './hand-over.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'
import type { isSameRelease } from './new-release.ts'
import type { stop } from './stop.ts'
import type { isOver, isReady } from './take-down.ts'

/** Handed in, so that the bundler cuts nothing out of what every page fetches after its start. */
export interface SwapTools {
  readonly beginLife: typeof beginLife
  readonly handOver: typeof handOver
  readonly takeOver: typeof takeOver
  readonly stop: typeof stop
  readonly isOver: typeof isOver
  readonly isReady: typeof isReady
  readonly isSameRelease: typeof isSameRelease
}

/** What a swap works with. */
interface Swap extends HotSwap {
  readonly kernel: LateKernel
  readonly with: SwapTools
}

/** What a hot reload exchanges, and what it calls on the way. */
export interface HotSwap {
  readonly keepsState: boolean
  /** The release that takes the place of the one that runs; else the plugin's own load brings new code. */
  readonly to?: Registration | undefined
  /** `false`: a generation that fails is not taken back. */
  readonly rollsBack?: boolean | undefined
  /** Called with the running generation before anything stops. What it throws ends the swap. */
  before?(plugin: ManagedPlugin): Promise<void>
  /** Called with the new generation when that runs. What it throws takes the swap back. */
  after?(plugin: ManagedPlugin): Promise<void>
  /** Makes the next load of the plugin bring what ran before, where that is the same release. */
  takeBack?(): void
  /** Called right before the page sees the generation that runs now; with why, if it is not the next one. */
  reveal?(failure?: unknown): void
}

/** `swapped`: the next generation runs. `idle`: nothing ran, so the next load brings the new code. */
export type SwapOutcome = 'swapped' | 'idle'

/**
 * Exchanges the generation of one plugin: state is taken, the old generation stops, the next one
 * gets the state and starts. Nobody else stops or restarts. When the next one fails, what ran before
 * runs again, with its state. To the rest of the page the plugin is `reloading` all the while.
 * @throws RELOAD_ROLLED_BACK, RELOAD_LOST; for another release RELEASE_ROLLED_BACK, RELEASE_LOST; what
 * `before` throws, and, where nothing is taken back, why the next generation failed.
 */
export async function hotSwap(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  how: HotSwap,
  swapTools: SwapTools,
): Promise<SwapOutcome> {
  const { core, tools, bringUp } = kernel
  const { isReady: runs, isOver: ends, takeOver: take, handOver: hand, stop: halt } = swapTools
  const { isSameRelease: isSame } = swapTools
  return kernel.change([plugin], async () => {
    await bringUp.settled([plugin])
    // A change before this one may have moved it.
    if (!runs(plugin) || (how.to && !(plugin.next && isSame(plugin.next, how.to)))) return 'idle'
    await how.before?.(plugin)
    const old = { ...plugin }
    tools.enter(plugin, 'reloading', core.ports)
    const offer = how.keepsState ? await take(old, core, tools) : hand(old, undefined, core, tools)
    try {
      await halt(old, core.ports, tools, 'reloading')
      if (ends(core)) adopt(plugin, old, kernel)
      else await bringNext(plugin, offer, { ...how, kernel, with: swapTools })
    } finally {
      offer.end()
    }
    return 'swapped'
  })
}

async function bringNext(plugin: ManagedPlugin, offer: HandOver, swap: Swap): Promise<void> {
  const { kernel, to, rollsBack = true, reveal, takeBack } = swap
  const isReady = (one: ManagedPlugin) => swap.with.isReady(one)
  const { release } = plugin.loaded ?? {}
  const next = await raise({ ...plugin, ...to }, to ? undefined : release, offer, swap, swap)
  const { failure: cause } = next
  if ((isReady(next) && !cause) || !rollsBack) {
    // It runs, although it is not well.
    if (isReady(next)) next.failure = undefined
    reveal?.(cause)
    adopt(plugin, next, kernel, to)
    if (cause) throw cause
    return
  }
  takeBack?.()
  const again = await raise(plugin, release, offer, swap)
  reveal?.(cause)
  adopt(plugin, again, kernel)
  throw await explain(plugin, cause, isReady(again), swap)
}

function explain(
  plugin: ManagedPlugin,
  cause: unknown,
  isBack: boolean,
  { to, kernel: { tools }, with: swapTools }: Swap,
) {
  const { id, version } = plugin
  // On the dev server a manifest may say something else of the same release.
  if (!to || swapTools.isSameRelease(plugin, to))
    return tools.late(isBack ? 'reloadRolledBack' : 'reloadLost', { id, version, cause })
  const facts = { id, version: to.version, from: version, cause }
  return tools.late(isBack ? 'releaseRolledBack' : 'releaseLost', facts)
}

/** A generation on its way up, beside the plugin that the page knows; of this release if it is here. */
async function raise(
  plugin: ManagedPlugin,
  release: Release | undefined,
  offer: HandOver,
  { kernel: { core, tools }, with: swapTools }: Swap,
  { after, rollsBack }: Partial<HotSwap> = {},
): Promise<ManagedPlugin> {
  const next: ManagedPlugin = {
    ...plugin,
    steps: {},
    loaded: undefined,
    owned: undefined,
    failure: undefined,
    // Its own: what the page sees is the plugin that it knows.
    status: { ...plugin.status, state: 'unloaded' },
    load: (signal, beside) => plugin.load(signal, beside, release),
  }
  swapTools.beginLife(next)
  offer.give(next)
  await tools.activate(core, [next])
  if (!swapTools.isReady(next)) return next
  try {
    await after?.(next)
  } catch (failure) {
    if (rollsBack !== false) await swapTools.stop(next, core.ports, tools, 'reloading')
    next.failure = failure
  }
  return next
}

/** From now on the plugin that the page knows is this generation, of this release if it is another. */
function adopt(
  plugin: ManagedPlugin,
  next: ManagedPlugin,
  { core }: LateKernel,
  to?: Registration,
) {
  const { loaded, owned, steps, met, since, notes, loading, failure, status } = next
  Object.assign(plugin, to && { ...to, next: undefined })
  Object.assign(plugin, { loaded, owned, steps, met, since, notes, loading, failure, status })
  core.ports.changed()
}
