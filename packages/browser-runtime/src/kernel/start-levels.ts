import type { KernelCore } from './core.ts'
import type { LateKernel } from './late-kernel.ts'
import { mayComeUp } from './load.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { reportLost } from './restart.ts'
import { isAtRest, isOver, takeDown } from './take-down.ts'

/** As in OSGi: where neither host nor plugin says anything. */
const first = 1

/**
 * Marks the plugins above a level. They do not start by themselves, are no optional dependency, and
 * a load of them is a wish for later.
 */
export function hold(core: KernelCore, level = core.levels.now) {
  for (const plugin of core.plugins.values()) plugin.held = levelOf(core, plugin) > level
}

/** A plugin's own level, or that of the highest plugin that it needs. */
export function levelOf({ plugins, levels }: KernelCore, root: ManagedPlugin): number {
  const found = new Set([root])
  let highest = first
  // A set grows while it is walked.
  for (const { id, requires } of found) {
    highest = Math.max(highest, levels.of?.[id] ?? first)
    for (const other of requires) {
      const plugin = plugins.get(other)
      if (plugin) found.add(plugin)
    }
  }
  return highest
}

/**
 * Starts what waits for the levels up to this one, in ascending order, or stops what stands above
 * it, in descending order. A plugin that fails on the way is reported.
 * @throws HOST_LEVEL_INVALID
 */
export async function moveTo(kernel: LateKernel, level: number): Promise<void> {
  const { core, tools } = kernel
  if (!Number.isInteger(level) || level < 0) throw await tools.late('hostLevelInvalid', { level })
  // A load waits for no level: below the new one it goes on, and above it is a wish for later.
  await kernel.change([], async () => {
    await (level < core.levels.now ? lower(kernel, level) : raise(kernel, level))
  })
}

async function raise(kernel: LateKernel, level: number) {
  const { core, bringUp } = kernel
  const steps = levelsIn(core).filter((each) => each > core.levels.now && each < level)
  for (const step of [...steps, level]) {
    if (isOver(core)) return
    core.levels.now = step
    hold(core)
    const waiting = [...core.plugins.values()].filter(
      (plugin) => waits(plugin) && mayComeUp(kernel, plugin),
    )
    await bringUp.up(bringUp.groupOf(waiting))
    reportLost(kernel, waiting)
  }
}

async function lower({ core, tools }: LateKernel, level: number) {
  hold(core, level)
  for (const step of levelsIn(core).reverse()) {
    if (step <= level) break
    const above = [...core.plugins.values()].filter(
      (plugin) => !isAtRest(plugin) && levelOf(core, plugin) === step,
    )
    for (const plugin of above) plugin.comesBack = true
    await takeDown(core, tools, above, () => ({
      reason: 'StartLevel',
      message: `the start level fell below ${step}`,
    }))
    core.levels.now = step - 1
  }
  core.levels.now = level
}

/** Waits for its level: it starts by itself and never did, or ran, or was asked for. */
function waits(plugin: ManagedPlugin) {
  const { strategy, status, stopped, comesBack } = plugin
  const isFirst = status.state === 'pending' && stopped?.reason !== 'Unloaded'
  const startsItself = strategy === 'eager' || strategy === 'parallel'
  return comesBack || (isFirst && startsItself)
}

/** In ascending order. */
function levelsIn(core: KernelCore): number[] {
  const levels = [...core.plugins.values()].map((plugin) => levelOf(core, plugin))
  return [...new Set(levels)].sort((a, b) => a - b)
}
