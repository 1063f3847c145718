import type { KernelPorts, ManagedPlugin } from './managed-plugin.ts'
import type { Roster } from './roster.ts'
import { steps } from './steps.ts'

type Lookup = Pick<Roster, 'get'>

/**
 * Brings a closed group up: all bytes at once, then `init` of all, then `start` of all. Never
 * rejects; what a plugin became is its state. An aborted signal ends the fetches that no other
 * activation needs.
 */
export async function activate(
  group: readonly ManagedPlugin[],
  roster: Lookup,
  ports: KernelPorts,
  { signal, beforeStart }: { signal?: AbortSignal; beforeStart?: () => void } = {},
) {
  const unclaimed = claim(group)
  signal?.addEventListener('abort', unclaimed)
  try {
    await Promise.all(group.map(({ stopping }) => stopping))
    for (const plugin of group) {
      // What failed or was unloaded before begins anew.
      if (/^(failed|unloaded)$/.test(plugin.lifecycle.state)) plugin.steps = {}
      void steps.load(plugin, ports, nothing)
    }
    await walk('init', group, roster, ports)
    beforeStart?.()
    await walk('start', group, roster, ports)
  } finally {
    signal?.removeEventListener('abort', unclaimed)
    unclaimed()
  }
}

/** Contract, `initialization.mode`: what a plugin waits for, and who waits for it. */
async function walk(
  step: 'init' | 'start',
  group: readonly ManagedPlugin[],
  roster: Lookup,
  ports: KernelPorts,
) {
  const done = new Map<string, Promise<void>>()
  let inOrder: Promise<void> | undefined
  for (const plugin of group) {
    const { id, mode, strategy, requires, wants } = plugin.registration
    const sideBySide = mode === 'parallel' || (strategy === 'parallel' && mode === 'async')
    const dependencies = [...requires, ...wants].map((other) => done.get(other))
    if (mode === 'sequential') dependencies.push(...done.values())
    else if (!sideBySide) dependencies.push(inOrder)
    const broken = () => requires.map(roster.get).find(hasFailed)?.failure
    const work = Promise.all(dependencies).then(() => steps[step](plugin, ports, broken))
    done.set(id, work)
    if (!sideBySide) inOrder = work
    if (mode === 'sequential') await work
  }
  await Promise.all(done.values())
}

function hasFailed(plugin: ManagedPlugin | undefined) {
  return plugin?.lifecycle.state === 'failed'
}

function claim(group: readonly ManagedPlugin[]) {
  for (const plugin of group) plugin.claims++
  let claimed = true
  return () => {
    if (!claimed) return
    claimed = false
    for (const plugin of group) {
      plugin.claims--
      if (!plugin.claims && plugin.lifecycle.state === 'loading') plugin.loading?.abort()
    }
  }
}

function nothing() {}
