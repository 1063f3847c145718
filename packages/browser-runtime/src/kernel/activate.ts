import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import { take, type Step } from './steps.ts'

type Lookup = (id: string) => ManagedPlugin | undefined

/**
 * Brings a closed group up: all bytes at once, then `init` of all, then `start` of all. Never
 * rejects; what a plugin became is its state. An aborted signal ends the fetches that no other
 * activation needs.
 */
export async function activate(
  group: readonly ManagedPlugin[],
  lookup: Lookup,
  ports: KernelPorts,
  { signal, beforeStart }: { signal?: AbortSignal; beforeStart?: () => void },
) {
  const unclaim = claim(group)
  signal?.addEventListener('abort', unclaim)
  try {
    for (const plugin of group) {
      // What failed or was unloaded before begins anew.
      if (/^(failed|unloaded)$/.test(plugin.status.state)) plugin.steps = {}
      void take('load', plugin, ports, () => {})
    }
    await walk('init', group, lookup, ports)
    beforeStart?.()
    await walk('start', group, lookup, ports)
  } finally {
    signal?.removeEventListener('abort', unclaim)
    unclaim()
  }
}

/** Contract, `initialization.mode`: what a plugin waits for, and who waits for it. */
async function walk(
  step: Step,
  group: readonly ManagedPlugin[],
  lookup: Lookup,
  ports: KernelPorts,
) {
  const done = new Map<string, Promise<void>>()
  let inOrder: Promise<void> | undefined
  for (const plugin of group) {
    const { id, mode, strategy, requires, wants } = plugin.registration
    const sideBySide = mode === 'parallel' || (strategy === 'parallel' && mode === 'async')
    const first = [...requires, ...wants].map((other) => done.get(other))
    if (mode === 'sequential') first.push(...done.values())
    else if (!sideBySide) first.push(inOrder)
    const broken = () =>
      requires.map(lookup).find((other) => other?.status.state === 'failed')?.failure
    const work = Promise.all(first).then(() => take(step, plugin, ports, broken))
    done.set(id, work)
    if (!sideBySide) inOrder = work
    if (mode === 'sequential') await work
  }
  await Promise.all(done.values())
}

function claim(group: readonly ManagedPlugin[]) {
  for (const plugin of group) plugin.claims++
  let claimed = group
  return () => {
    for (const plugin of claimed) {
      plugin.claims--
      if (!plugin.claims && plugin.status.state === 'loading') plugin.loading?.abort()
    }
    claimed = []
  }
}
