import { joined, type Join } from '../joint.ts'
import type { Plugin } from '../plugin.ts'
import type { Discover } from './discover.ts'
import type { HealthChecks } from './health.ts'
import { fetchFirst, type Fetched } from './fetch-first.ts'
import { insistUpgrade } from './insist-upgrade.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { isUp, movingWith, wiredTo } from './moving-with.ts'
import { handleOf } from './plugin-handle.ts'
import type { Registration } from './registration.ts'
import { reportLost, restart } from './restart.ts'
import { isOver, isReady, takeDown } from './take-down.ts'

/** A plugin on its way to another release. */
interface Move {
  readonly plugin: ManagedPlugin
  readonly from: Registration
  readonly to: Registration
  readonly fetched: Fetched
}

/** Gives the way to upgrade a plugin; callers at the same time share one. */
export function createUpgrade(
  kernel: LateKernel,
  discover: Discover,
  check: HealthChecks['check'],
): (id: string) => Join<Plugin> {
  const upgrades = new Map<string, Join<Plugin>>()
  return (id) =>
    joined(upgrades, id, async (last) => {
      const signal = AbortSignal.any([last, kernel.signal])
      try {
        return await insistUpgrade(kernel, discover, () =>
          kernel.withPlugin(id, (plugin) => upgrade(kernel, plugin, check, signal)),
        )
      } finally {
        upgrades.delete(id)
      }
    })
}

/**
 * Moves a running plugin to the release that the plan has now. It and those wired to it stop, the
 * last one first, and start again in order; those for which the plan has another release too move
 * with it. When one of the new releases fails, all run again as before.
 * @throws RELEASE_REFUSED, RELEASE_ROLLED_BACK, RELEASE_LOST, and why a release could not be fetched.
 */
async function upgrade(
  kernel: LateKernel,
  root: ManagedPlugin,
  check: HealthChecks['check'],
  signal: AbortSignal,
): Promise<Plugin> {
  const { core, bringUp } = kernel
  await bringUp.settled([root])
  const moves = await fetchMoves(await movingWith(kernel, root), signal)
  // Also those that do not run, or are only on their way up.
  const wired = () =>
    wiredTo(
      kernel,
      moves.map(({ plugin }) => plugin),
    )
  try {
    await kernel.change(wired(), async () => {
      await bringUp.settled(wired())
      // What a change before this one has moved or stopped stays as it is.
      const current = moves.filter(({ plugin, to }) => plugin.next === to && isUp(plugin))
      if (isOver(core)) throw signal.reason
      if (current.length) await swap(kernel, current, wired().filter(isUp), check)
    })
  } finally {
    for (const { fetched } of moves) fetched.drop()
  }
  return handleOf(kernel, root)
}

async function fetchMoves(plugins: readonly ManagedPlugin[], signal: AbortSignal) {
  const moves = plugins.map((plugin) => createMove(plugin, signal))
  try {
    await Promise.all(moves.map(({ fetched }) => fetched.here))
    return moves
  } catch (error) {
    for (const { fetched } of moves) fetched.drop()
    throw error
  }
}

function createMove(plugin: ManagedPlugin, signal: AbortSignal): Move {
  const to = plugin.next as Registration
  const from = Object.fromEntries(
    Object.keys(to).map((key) => [key, plugin[key as keyof Registration]]),
  )
  return { plugin, from: from as unknown as Registration, to, fetched: fetchFirst(to, signal) }
}

async function swap(
  kernel: LateKernel,
  moves: readonly Move[],
  affected: readonly ManagedPlugin[],
  check: HealthChecks['check'],
) {
  const { core, tools } = kernel
  const plan = {
    plugins: affected,
    again: affected,
    reasonFor: ({ id }: ManagedPlugin) => ({
      reason: 'Upgrading' as const,
      message: `"${id}" or a plugin that it is wired to gets another release`,
    }),
  }
  await restart(kernel, plan, async (up) => {
    for (const { plugin, to, fetched } of moves) plugin.next = { ...to, load: fetched.load }
    await up()
    const { failed, cause } = (await findFailed(kernel, moves, check)) ?? {}
    if (!failed || isOver(core)) return
    const isBad = await core.ports.judge?.(failed.to, cause, failed.from)
    await takeDown(core, tools, affected, plan.reasonFor)
    for (const { plugin, from } of moves) Object.assign(plugin, from)
    await up()
    for (const { plugin, to } of moves) plugin.next = isBad && to === failed.to ? undefined : to
    throw await explainRollBack(kernel, failed, cause)
  }).finally(() => reportLost(kernel, affected))
}

/** The first that does not run, or whose own probe says that it is not well. */
async function findFailed(
  { tools }: LateKernel,
  moves: readonly Move[],
  check: HealthChecks['check'],
): Promise<{ failed: Move; cause: unknown } | undefined> {
  for (const move of moves) {
    const { plugin } = move
    const { id, version } = plugin
    if (!isReady(plugin)) return { failed: move, cause: plugin.failure }
    const { healthy, message } = await check(id)
    if (healthy) continue
    return { failed: move, cause: await tools.late('lifecycleUnhealthy', { id, version, message }) }
  }
}

function explainRollBack({ tools }: LateKernel, { plugin, from, to }: Move, cause: unknown) {
  const facts = { id: plugin.id, version: to.version, from: from.version, cause }
  return tools.late(isReady(plugin) ? 'releaseRolledBack' : 'releaseLost', facts)
}
