import { joined, type Join } from '../joint.ts'
import type { Plugin } from '../plugin.ts'
import type { Discover } from './discover.ts'
import type { HealthChecks } from './health.ts'
import { insistUpgrade } from './insist-upgrade.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { newRelease } from './new-release.ts'
import { outdated } from './outdated.ts'
import { handleOf } from './plugin-handle.ts'
import type { LoadedPlugin, Registration } from './registration.ts'
import { reportLost, restart } from './restart.ts'
import { isAtRest, isOver, isReady, takeDown } from './take-down.ts'
import { consumersOf, withWired } from './wiring.ts'

/** A plugin on its way to another release. */
interface Move {
  readonly plugin: ManagedPlugin
  readonly from: Registration
  readonly to: Registration
  readonly fetched: Fetched
}

/** The first generation of a release, fetched before anything stops: a failure changes nothing. */
interface Fetched {
  readonly here: Promise<LoadedPlugin>
  readonly load: Registration['load']
  /** Lets go of it if nobody took it. */
  drop(): void
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

/** The plugin, what it needs in a newer release, and what is wired to them and has a newer one. */
async function movingWith(kernel: LateKernel, root: ManagedPlugin): Promise<ManagedPlugin[]> {
  if (isAtRest(root) || !newRelease(root)) return []
  const needed = new Set([root])
  // A set grows while it is walked.
  for (const plugin of needed) {
    const next = newRelease(plugin)
    for (const other of next ? await outdated(next, kernel.core) : []) needed.add(other)
  }
  const affected = wiredTo(kernel, [...needed]).filter(isUp)
  await refuseToBreak(kernel, root, affected)
  return affected.filter(newRelease)
}

function wiredTo({ core }: LateKernel, moving: readonly ManagedPlugin[]) {
  const all = [...core.plugins.values()]
  return withWired([...moving, ...consumersOf(moving, all)], all)
}

/** Runs, or is on its way. */
const isUp = (plugin: ManagedPlugin) => !isAtRest(plugin)

/** A plugin that runs shall not stop for an upgrade and then be refused by the plan. */
async function refuseToBreak(
  { tools: { late: explain } }: LateKernel,
  { id, next }: ManagedPlugin,
  affected: readonly ManagedPlugin[],
) {
  for (const plugin of affected) {
    const { refused } = plugin.next ?? plugin
    if (!refused) continue
    const facts = { id, version: next?.version ?? '', refused: plugin.id, cause: refused.why }
    throw await explain('releaseRefused', facts)
  }
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
  return { plugin, from: from as unknown as Registration, to, fetched: fetchAhead(to, signal) }
}

/** A generation before it is needed; whenever another is asked for, it is a new one. */
function fetchAhead({ load }: Registration, signal: AbortSignal): Fetched {
  let here: Promise<LoadedPlugin> | undefined = load(signal)
  const take = () => {
    const first = here
    here = undefined
    return first
  }
  return {
    here,
    load: (...args) => take() ?? load(...args),
    drop() {
      take()?.then(
        (loaded) => loaded.dispose(),
        () => {},
      )
    },
  }
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
