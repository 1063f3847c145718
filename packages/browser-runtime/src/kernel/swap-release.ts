import type { fetchFirst } from './fetch-first.ts'
import type { probe } from './health.ts'
import type { HotSwap, SwapOutcome } from './hot-swap.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { isUp, movingWith, wiredTo } from './moving-with.ts'
import type { newRelease } from './new-release.ts'
import type { Registration } from './registration.ts'

/** Another release of a plugin, in the place of the one that runs. */
export interface ReleaseSwap extends Omit<HotSwap, 'to' | 'takeBack'> {
  /** Whether plugins that are wired to it start anew too. */
  readonly restartsWired: boolean
  /** Limit of the health check in ms; absent: nothing is checked. */
  readonly healthTimeout?: number | undefined
  /** Called when the new release is here, before anything stops. */
  readonly drain?: ((plugin: ManagedPlugin) => Promise<unknown>) | undefined
}

/** Handed in, so that the bundler cuts nothing out of what every page fetches after its start. */
export interface ReleaseTools {
  readonly fetchFirst: typeof fetchFirst
  readonly isUp: typeof isUp
  readonly movingWith: typeof movingWith
  readonly newRelease: typeof newRelease
  readonly probe: typeof probe
  readonly wiredTo: typeof wiredTo
  swap(how: HotSwap): Promise<SwapOutcome>
  upgrade(id: string): Promise<unknown>
}

/**
 * Brings the release that the plan has now of a plugin that runs. It is fetched first: a failure there
 * changes nothing. Where no other plugin has to move or start anew with it, only its generation is
 * exchanged; else it goes as in an upgrade, with the same calls around it.
 * @throws As a hot swap and an upgrade do; LIFECYCLE_UNHEALTHY where nothing is taken back.
 */
export async function swapRelease(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  how: ReleaseSwap,
  tools: ReleaseTools,
): Promise<SwapOutcome> {
  const to = tools.newRelease(plugin)
  const moving = to ? await tools.movingWith(kernel, plugin) : []
  if (!to || !moving.length) return 'idle'
  const fetched = tools.fetchFirst(to, kernel.signal)
  try {
    await fetched.here
    await how.drain?.(plugin)
    if (!isAlone(kernel, plugin, moving, how, tools)) {
      fetched.drop()
      await upgradeWith(plugin, how, tools)
      return 'swapped'
    }
    return await exchange(kernel, plugin, { ...to, load: fetched.load }, how, tools)
  } finally {
    fetched.drop()
  }
}

async function exchange(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  to: Registration,
  how: ReleaseSwap,
  tools: ReleaseTools,
) {
  const from = { ...plugin }
  try {
    return await tools.swap({
      ...how,
      to,
      async after(next) {
        await validate(kernel, next, how, tools)
        await how.after?.(next)
      },
    })
  } catch (failure) {
    const { code, cause } = Object(failure) as { code?: string; cause?: unknown }
    const isOfRelease = code === 'RELEASE_ROLLED_BACK' || code === 'RELEASE_LOST'
    if (isOfRelease && (await kernel.core.ports.judge?.(to, cause, from))) plugin.next = undefined
    throw failure
  }
}

/** Whether everybody else can go on as they are. */
function isAlone(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  moving: readonly ManagedPlugin[],
  { restartsWired }: ReleaseSwap,
  { isUp: runs, wiredTo: wired }: ReleaseTools,
) {
  const { plugins } = kernel.core
  const needed = plugin.next?.requires ?? []
  const others = restartsWired ? wired(kernel, [plugin]).filter(runs) : moving
  return (
    others.every((one) => one === plugin) &&
    needed.every((id) => plugins.get(id)?.status.state === 'ready')
  )
}

async function upgradeWith(
  plugin: ManagedPlugin,
  { before, after, reveal }: ReleaseSwap,
  { upgrade }: ReleaseTools,
) {
  await before?.(plugin)
  try {
    await upgrade(plugin.id)
  } catch (failure) {
    reveal?.(failure)
    throw failure
  }
  reveal?.()
  await after?.(plugin)
}

/** @throws LIFECYCLE_UNHEALTHY */
async function validate(
  { tools: { late: explain, runHook: run } }: LateKernel,
  next: ManagedPlugin,
  { healthTimeout }: ReleaseSwap,
  { probe: ask }: ReleaseTools,
) {
  if (healthTimeout === undefined) return
  const { id, version } = next
  const message = `The health check took longer than ${healthTimeout} ms.`
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<Awaited<ReturnType<typeof probe>>>((resolve) => {
    const sick = { healthy: false, message, lastCheck: new Date() }
    timer = setTimeout(() => resolve({ found: sick }), healthTimeout)
  })
  const { found, cause } = await Promise.race([ask(next, run), tooLate])
  clearTimeout(timer)
  if (found.healthy) return
  throw await explain('lifecycleUnhealthy', { id, version, message: found.message, cause })
}
