import { beginLife } from './begin-life.ts'
import { handOver, takeOver, type HandOver } from './hand-over.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { stop } from './stop.ts'
import { isAtRest, isOver, isReady } from './take-down.ts'

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
): Promise<SwapOutcome> {
  const { core, tools, bringUp } = kernel
  return kernel.change([plugin], async () => {
    await bringUp.settled([plugin])
    if (isAtRest(plugin) || !isReady(plugin)) return 'idle'
    await how.before?.(plugin)
    const old = { ...plugin }
    tools.enter(plugin, 'reloading', core.ports)
    const offer = how.keepsState
      ? await takeOver(old, core, tools)
      : handOver(old, undefined, core, tools)
    try {
      await stop(old, core.ports, tools, 'reloading')
      if (isOver(core)) adopt(plugin, old, kernel)
      else await bringNext(kernel, plugin, offer, how)
    } finally {
      offer.end()
    }
    return 'swapped'
  })
}

async function bringNext(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  offer: HandOver,
  how: HotSwap,
): Promise<void> {
  const { id, version } = plugin
  const { tools } = kernel
  const next = await raise(kernel, plugin, offer, how.after)
  if (isReady(next)) {
    how.reveal?.()
    return adopt(plugin, next, kernel)
  }
  const { failure: cause } = next
  how.takeBack()
  const again = await raise(kernel, plugin, offer)
  how.reveal?.(cause)
  adopt(plugin, again, kernel)
  const facts = { id, version, cause }
  throw await tools.late(isReady(again) ? 'reloadRolledBack' : 'reloadLost', facts)
}

/** A generation on its way up, beside the plugin that the page knows. */
async function raise(
  { core, tools }: LateKernel,
  plugin: ManagedPlugin,
  offer: HandOver,
  after?: HotSwap['after'],
): Promise<ManagedPlugin> {
  const next: ManagedPlugin = {
    ...plugin,
    steps: {},
    loaded: undefined,
    owned: undefined,
    failure: undefined,
    // Of the page's own: only the plugin that the page knows is told of.
    status: { ...plugin.status, state: 'unloaded' },
  }
  beginLife(next)
  offer.give(next)
  await tools.activate(core, [next])
  if (!isReady(next)) return next
  try {
    await after?.(next)
  } catch (failure) {
    await stop(next, core.ports, tools, 'reloading')
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
