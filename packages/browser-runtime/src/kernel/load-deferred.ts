import type { Moments } from '../moments.ts'
import type { KernelCore } from './core.ts'
import type { OnDemand } from './on-demand.ts'
import { isOver } from './take-down.ts'

/**
 * Loads the deferred plugins, each at an idle moment when nobody waits for another, and one's code after
 * the other's: many at once would hold up whoever uses the page.
 */
export async function loadDeferred(
  core: KernelCore,
  load: OnDemand['load'],
  moments: Pick<Moments, 'idle'> | undefined,
): Promise<void> {
  const { events, quiet } = core.ports

  /** Its hooks may take their time, or wait for one of the next. */
  async function codeOf(id: string, work: Promise<unknown>) {
    let stop = () => {}
    const here = new Promise<void>((resolve) => {
      stop = events.on('load-completed', ({ pluginId }) => {
        if (pluginId === id) resolve()
      })
    })
    await Promise.race([here, work])
    stop()
  }

  for (const plugin of core.plugins.values()) {
    if (plugin.strategy !== 'deferred') continue
    await quiet?.()
    await moments?.idle()
    if (isOver(core)) return
    const { id, held, status } = plugin
    if (held || status.state !== 'pending') continue
    const work = load(id).catch((error: unknown) => isOver(core) || events.report(error, id))
    await codeOf(id, work)
  }
}
