import { fetchBeside } from '../fetch-ahead.ts'
import { createJoint, type Join } from '../joint.ts'
import type { Plugin } from '../plugin.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { outdated } from './outdated.ts'
import { handleOf } from './plugin-handle.ts'
import { reportLost } from './restart.ts'
import { isAtRest, isOver, isReady } from './take-down.ts'

/** Joins the load of a plugin that is under way, or begins one. */
export function joinLoad(
  kernel: LateKernel,
  id: string,
  feature: string | undefined,
): Join<Plugin> {
  const { loads } = kernel
  const known = loads.get(id)
  if (known) return known
  const join: Join<Plugin> = createJoint((last) =>
    find(kernel, id, (plugin) => load(kernel, plugin, last, feature)).finally(() => {
      if (loads.get(id) === join) loads.delete(id)
    }),
  )
  loads.set(id, join)
  return join
}

async function load(
  kernel: LateKernel,
  plugin: ManagedPlugin,
  signal: AbortSignal,
  feature: string | undefined,
): Promise<Plugin> {
  const { core, tools, bringUp } = kernel
  await kernel.begin(bringUp.groupOf([plugin]), async (begun) => {
    await refuseOutdated(kernel, bringUp.groupOf([plugin]))
    // Nothing is awaited from here on until it is on its way: what is true now stays true.
    const refused = refusal(kernel, plugin)
    if (refused) throw await refused
    const group = bringUp.groupOf([plugin])
    for (const one of group) one.beside = fetchBeside(one === plugin ? feature : undefined)
    const work = bringUp.up(group, signal)
    begun()
    await work
  })
  const { reason } = plugin.stopped ?? {}
  // Stopped on its way by a change that brings it up again: the next turn is after that.
  if (reason === 'Restarting' || reason === 'Upgrading') {
    return load(kernel, plugin, signal, feature)
  }
  if (!isReady(plugin)) {
    const facts = { ...plugin.status, reason: plugin.stopped?.message }
    throw plugin.failure ?? (await tools.late('lifecycleNotRunning', facts))
  }
  void resume(kernel)
  await core.ports.settled?.()
  return handleOf(kernel, plugin)
}

/** @throws HOST_NOT_RUNNING, HOST_PLUGIN_UNKNOWN */
async function find<Result>(
  kernel: LateKernel,
  id: string,
  work: (plugin: ManagedPlugin) => Promise<Result>,
) {
  const { core, tools } = kernel
  if (core.resolved && !isOver(core)) return kernel.withPlugin(id, work)
  throw await tools.late('hostNotRunning', { id, state: core.state })
}

/** Says why a plugin cannot come up now, or nothing. */
function refusal({ core, tools: { late: explain } }: LateKernel, plugin: ManagedPlugin) {
  const { id, version, held, gone } = plugin
  if (isOver(core)) return explain('hostNotRunning', { id, state: core.state })
  if (gone && isAtRest(plugin)) {
    return explain('hostPluginUnknown', { id, known: [...core.plugins.keys()] })
  }
  if (held) {
    plugin.comesBack = true
    return explain('hostStartLevel', { id, version, level: core.levels.now })
  }
}

/** @throws RELEASE_PENDING */
async function refuseOutdated({ core, tools }: LateKernel, group: readonly ManagedPlugin[]) {
  for (const one of group.filter(isAtRest)) {
    const [old] = await outdated(one, core)
    if (!old) continue
    const facts = { id: one.id, version: one.version, needs: old.id, runs: old.version }
    throw await tools.late('releasePending', facts)
  }
}

/** Brings plugins back that had to stop with one that they need, now that it runs again. */
async function resume(kernel: LateKernel): Promise<void> {
  const back = [...kernel.core.plugins.values()].filter(
    (plugin) => plugin.comesBack && mayComeUp(kernel, plugin),
  )
  if (!back.length) return
  for (const plugin of back) plugin.comesBack = false
  await bringUpTogether(kernel, back)
  reportLost(kernel, back)
}

/** Whether a plugin that waits may come up by itself: nobody unloaded what it needs, nor did that fail. */
export function mayComeUp({ core }: LateKernel, root: ManagedPlugin): boolean {
  if (!isAtRest(root) || root.held) return false
  const needed = new Set([root])
  // A set grows while it is walked.
  for (const { requires } of needed) {
    for (const id of requires) {
      const plugin = core.plugins.get(id)
      if (!plugin || plugin.stopped?.reason === 'Unloaded') return false
      if (plugin.status.state === 'failed') return false
      needed.add(plugin)
    }
  }
  return true
}

/** Brings plugins up in a turn of their own, those of them that still may when it comes. */
export async function bringUpTogether(kernel: LateKernel, plugins: readonly ManagedPlugin[]) {
  const { core, bringUp } = kernel
  await kernel.begin(bringUp.groupOf(plugins), async (begun) => {
    if (isOver(core)) return
    const work = bringUp.up(bringUp.groupOf(plugins.filter(({ held, gone }) => !held && !gone)))
    begun()
    await work
  })
}
