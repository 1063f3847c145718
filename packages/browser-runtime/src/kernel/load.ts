import { fetchBeside } from '../fetch-ahead.ts'
import { createJoint, type Join } from '../joint.ts'
import type { Plugin } from '../plugin.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { outdated } from './outdated.ts'
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
) {
  const { core, tools, bringUp } = kernel
  await kernel.begin(bringUp.groupOf([plugin]), async (begun) => {
    await refuse(kernel, plugin)
    const group = bringUp.groupOf([plugin])
    for (const one of group) one.beside = fetchBeside(one === plugin ? feature : undefined)
    const work = bringUp.up(group, signal)
    begun()
    await work
  })
  if (!isReady(plugin)) {
    throw plugin.failure ?? (await tools.late('lifecycleNotRunning', plugin.status))
  }
  void resume(kernel)
  await core.ports.settled?.()
  return plugin.handle
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

/** @throws HOST_NOT_RUNNING, HOST_START_LEVEL, HOST_PLUGIN_UNKNOWN, RELEASE_PENDING */
async function refuse(
  { core, tools: { late: explain }, bringUp }: LateKernel,
  plugin: ManagedPlugin,
) {
  const { id, version } = plugin
  if (isOver(core)) throw await explain('hostNotRunning', { id, state: core.state })
  if (plugin.held) {
    plugin.comesBack = true
    throw await explain('hostStartLevel', { id, version, level: core.levels.now })
  }
  if (plugin.gone && isAtRest(plugin)) {
    throw await explain('hostPluginUnknown', { id, known: [...core.plugins.keys()] })
  }
  for (const one of bringUp.groupOf([plugin]).filter(isAtRest)) {
    const [old] = await outdated(one, core)
    if (!old) continue
    const facts = { id: one.id, version: one.version, needs: old.id, runs: old.version }
    throw await explain('releasePending', facts)
  }
}

/** Brings plugins back that had to stop with one that they need, now that it runs again. */
async function resume(kernel: LateKernel): Promise<void> {
  const { core, bringUp } = kernel
  const waiting = new Set(
    [...core.plugins.values()].filter(
      (plugin) => plugin.comesBack && isAtRest(plugin) && !plugin.held,
    ),
  )
  const isMet = (id: string) => {
    const plugin = core.plugins.get(id)
    return plugin && (isReady(plugin) || waiting.has(plugin))
  }
  // A set may shrink while it is walked: each time around, until nothing more falls out.
  for (let size = -1; size !== waiting.size;) {
    size = waiting.size
    for (const plugin of waiting) if (!plugin.requires.every(isMet)) waiting.delete(plugin)
  }
  const back = [...waiting]
  if (!back.length) return
  for (const plugin of back) plugin.comesBack = false
  const group = bringUp.groupOf(back)
  await kernel.begin(group, async (begun) => {
    if (isOver(core)) return
    const work = bringUp.up(group)
    begun()
    await work
  })
  reportLost(kernel, back)
}
