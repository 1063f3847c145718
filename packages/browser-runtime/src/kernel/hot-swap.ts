import type { beginLife } from './begin-life.ts'
import type { HandOver, handOver, takeOver } from './hand-over.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
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
}

/** What a swap works with. */
interface Swap extends HotSwap {
  readonly kernel: LateKernel
  readonly with: SwapTools
}

/** What a hot reload exchanges, and what it calls on the way. */
export interface HotSwap {
  readonly keepsState: boolean
  /** Called with the running generation before anything stops. What it throws ends the swap. */
  before?(plugin: ManagedPlugin): Promise<void>
  /** Called with the new generation when that runs. What it throws takes the swap back. */
  after?(plugin: ManagedPlugin): Promise<void>
  /** Makes the next load of the plugin bring what ran before. */
  takeBack(): void
  /** Called right before the page sees the generation that runs now; with why, if it is not the next one. */
  reveal?(failure?: unknown): void
}

/** `swapped`: the next generation runs. `idle`: nothing ran, so the next load brings the new code. */
export type SwapOutcome = 'swapped' | 'idle'

/**
 * Exchanges the generation of one plugin: state is taken, the old generation stops, the next one
 * gets the state and starts. Nobody else stops or restarts. When the next one fails, what ran before
 * runs again, with its state. To the rest of the page the plugin is `reloading` all the while.
 * @throws RELOAD_ROLLED_BACK, RELOAD_LOST, and what `before` throws.
 */
export async function hotSwap(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  how: HotSwap,
  swapTools: SwapTools,
): Promise<SwapOutcome> {
  const { core, tools, bringUp } = kernel
  const { isReady: runs, isOver: ends, takeOver: take, handOver: hand, stop: halt } = swapTools
  return kernel.change([plugin], async () => {
    await bringUp.settled([plugin])
    if (!runs(plugin)) return 'idle'
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
  const { id, version } = plugin
  const { kernel, after, reveal, takeBack } = swap
  const next = await raise(plugin, offer, swap, after)
  if (swap.with.isReady(next)) {
    reveal?.()
    return adopt(plugin, next, kernel)
  }
  const { failure: cause } = next
  takeBack()
  const again = await raise(plugin, offer, swap)
  reveal?.(cause)
  adopt(plugin, again, kernel)
  const facts = { id, version, cause }
  const isBack = swap.with.isReady(again)
  throw await kernel.tools.late(isBack ? 'reloadRolledBack' : 'reloadLost', facts)
}

/** A generation on its way up, beside the plugin that the page knows. */
async function raise(
  plugin: ManagedPlugin,
  offer: HandOver,
  { kernel: { core, tools }, with: swapTools }: Swap,
  after?: HotSwap['after'],
): Promise<ManagedPlugin> {
  const next: ManagedPlugin = {
    ...plugin,
    steps: {},
    loaded: undefined,
    owned: undefined,
    failure: undefined,
    // Its own: what the page sees is the plugin that it knows.
    status: { ...plugin.status, state: 'unloaded' },
  }
  swapTools.beginLife(next)
  offer.give(next)
  await tools.activate(core, [next])
  if (!swapTools.isReady(next)) return next
  try {
    await after?.(next)
  } catch (failure) {
    await swapTools.stop(next, core.ports, tools, 'reloading')
    next.failure = failure
  }
  return next
}

/** From now on the plugin that the page knows is this generation. */
function adopt(plugin: ManagedPlugin, next: ManagedPlugin, { core }: LateKernel) {
  const { loaded, owned, steps, met, since, notes, loading, failure, status } = next
  Object.assign(plugin, { loaded, owned, steps, met, since, notes, loading, failure, status })
  core.ports.changed()
}
