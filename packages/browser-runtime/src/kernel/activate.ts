import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { take, type Step } from './steps.ts'

/**
 * Brings a closed group up: all bytes at once, then `init` of all, then `start` of all. What a plugin
 * became is its state: this rejects only with what `beforeStart` throws.
 */
export async function activate(
  core: KernelCore,
  group: readonly ManagedPlugin[],
  beforeStart?: () => void,
): Promise<void> {
  core.activations.add(group)
  try {
    for (const plugin of group) {
      // What failed or was unloaded before begins anew.
      if (/^(failed|unloaded)$/.test(plugin.status.state)) plugin.steps = {}
      void take('load', plugin, core.ports)
    }
    await walk(core, 'init', group)
    beforeStart?.()
    await walk(core, 'start', group)
  } finally {
    core.activations.delete(group)
  }
}

/** Contract, `initialization.mode`: what a plugin waits for, and who waits for it. */
async function walk({ plugins, ports }: KernelCore, step: Step, group: readonly ManagedPlugin[]) {
  const done = new Map<string, Promise<void>>()
  let inOrder: Promise<void> | undefined
  for (const plugin of group) {
    const { id, mode, strategy, requires, wants } = plugin
    const sideBySide = mode === 'parallel' || (strategy === 'parallel' && mode === 'async')
    const first = [...requires, ...wants].map((other) => done.get(other))
    if (mode === 'sequential') first.push(...done.values())
    else if (!sideBySide) first.push(inOrder)
    const broken = () =>
      requires.map((other) => plugins.get(other)).find((other) => other?.status.state === 'failed')
        ?.failure
    const work = Promise.all(first).then(() => take(step, plugin, ports, broken))
    done.set(id, work)
    if (!sideBySide) inOrder = work
    if (mode === 'sequential') await work
  }
  await Promise.all(done.values())
}
