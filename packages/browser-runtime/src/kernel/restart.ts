import { takeOver, type HandOver } from './hand-over.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin, StopReason } from './managed-plugin.ts'
import { isOver, isReady, takeDown } from './take-down.ts'

type Plugins = readonly ManagedPlugin[]

export interface Restart {
  /** All that is taken down, in order. */
  readonly plugins: Plugins
  /** Those of them that come up again. */
  readonly again: Plugins
  reasonFor(plugin: ManagedPlugin): StopReason
}

/**
 * Takes plugins down, the last one first, and brings those up again that shall run on, in order.
 * `attempt` is the way up: it may take them down and try again with another release.
 */
export async function restart(
  kernel: LateKernel,
  { plugins, again, reasonFor }: Restart,
  attempt: (up: () => Promise<void>) => Promise<void> = (up) => up(),
): Promise<void> {
  const { core, tools } = kernel
  const offers = await Promise.all(again.map((plugin) => takeOver(plugin, core, tools)))
  await takeDown(core, tools, plugins, reasonFor)
  try {
    await attempt(() => bringBack(kernel, again, offers))
  } finally {
    for (const offer of offers) offer.end()
  }
}

async function bringBack(
  { core, bringUp }: LateKernel,
  again: Plugins,
  offers: readonly HandOver[],
) {
  if (isOver(core)) return
  const group = bringUp.groupOf(again)
  for (const offer of offers) offer.give()
  await bringUp.up(group)
}

/** Says of the plugins that should run again why they do not. */
export function reportLost({ core }: LateKernel, plugins: Plugins) {
  for (const plugin of plugins) {
    if (!isReady(plugin) && plugin.failure) core.ports.events.report(plugin.failure, plugin.id)
  }
}
