import type { Namespace, Plugin } from '../plugin.ts'
import type { Discover } from './discover.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { isTorn } from './mend.ts'
import { newRelease } from './new-release.ts'
import { openFeature } from './open-feature.ts'
import { isAtRest, isOver, isReady } from './take-down.ts'

/** The module of a feature, always from the generation that runs when it is given. */
export type SteadyFeature = (
  plugin: ManagedPlugin,
  name: string,
  signal: AbortSignal | undefined,
) => Promise<Namespace>

/** Generations that one call may meet. */
const mostTries = 5

/**
 * A feature of a release whose files a deploy took away comes from the next release: the plugin moves
 * on to that, with its state. Never one half from each.
 */
export function createSteadyFeature(
  { core, opened, tools }: LateKernel,
  { renew }: Pick<Discover, 'renew'>,
  upgrade: (id: string) => Promise<unknown>,
  load: (id: string) => Promise<Plugin>,
): SteadyFeature {
  async function moveOn(plugin: ManagedPlugin) {
    if (!newRelease(plugin)) await renew()
    if (newRelease(plugin)) await upgrade(plugin.id)
  }

  return async (plugin, name, signal) => {
    for (let tries = 1; ; tries++) {
      // On its way to another generation: that is the one to ask.
      if (isOnItsWay(plugin)) await load(plugin.id)
      const { loaded } = plugin
      const isSuperseded = () =>
        !isOver(core) && (isOnItsWay(plugin) || (isReady(plugin) && plugin.loaded !== loaded))
      try {
        const module = await openFeature(plugin, opened, name, signal, tools.late)
        if (!isSuperseded() || tries === mostTries) return module
      } catch (failure) {
        if (tries === mostTries || signal?.aborted) throw failure
        if (!isSuperseded() && isTorn(failure)) await moveOn(plugin)
        // Whoever moved it at the same time may have known of an older release only.
        if (!isSuperseded() && !(isTorn(failure) && newRelease(plugin))) throw failure
      }
    }
  }
}

/** One that has never run is not waited for: whoever asks may be what it waits for. */
function isOnItsWay(plugin: ManagedPlugin): boolean {
  const { status, stopped } = plugin
  if (stopped?.reason === 'Upgrading' || stopped?.reason === 'Restarting') return true
  if (status.state === 'reloading') return true
  return !isReady(plugin) && !isAtRest(plugin) && status.generation > 0
}
