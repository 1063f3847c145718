import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin, StopReason } from './managed-plugin.ts'
import { reportLost, restart } from './restart.ts'
import { isAtRest } from './take-down.ts'
import { withRequirers, withWired } from './wiring.ts'

/**
 * Stops a plugin and those that require it, which come back when it does. Those that can do without
 * it start anew without it. Who merely uses its services hears of it from them.
 */
export async function unload(kernel: LateKernel, root: ManagedPlugin): Promise<void> {
  const { core, change } = kernel
  const all = () => [...core.plugins.values()]
  await change(withWired([root], all()), async () => {
    const down = withRequirers([root], all())
    const again = withWired([root], all()).filter(
      (plugin) => !isAtRest(plugin) && !down.includes(plugin),
    )
    root.comesBack = false
    root.stopped = { reason: 'Unloaded', message: 'unloaded' }
    for (const plugin of down) if (plugin !== root) plugin.comesBack ||= !isAtRest(plugin)
    const taken = down.filter((plugin) => !isAtRest(plugin) || plugin === root)
    await restart(kernel, {
      plugins: all().filter((plugin) => taken.includes(plugin) || again.includes(plugin)),
      again,
      reasonFor: (plugin) => reasonFor(plugin, root, again),
    })
    reportLost(kernel, again)
  })
}

/** Stops a plugin and those wired to it, and starts them again. */
export async function restartWired(
  kernel: LateKernel,
  root: ManagedPlugin,
  message: string,
): Promise<void> {
  const { core, change } = kernel
  const wired = () => withWired([root], [...core.plugins.values()])
  await change(wired(), async () => {
    await kernel.bringUp.settled(wired())
    const plugins = wired().filter((plugin) => !isAtRest(plugin))
    if (!plugins.includes(root)) return
    await restart(kernel, {
      plugins,
      again: plugins,
      reasonFor: () => ({ reason: 'Restarting', message }),
    })
    reportLost(kernel, plugins)
  })
}

function reasonFor(
  plugin: ManagedPlugin,
  { id }: ManagedPlugin,
  again: readonly ManagedPlugin[],
): StopReason {
  if (plugin.id === id) return { reason: 'Unloaded', message: 'unloaded' }
  if (again.includes(plugin)) {
    return { reason: 'Restarting', message: `"${id}", which it can do without, was unloaded` }
  }
  return { reason: 'DependencyUnloaded', message: `"${id}", which it needs, was unloaded` }
}
