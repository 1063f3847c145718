import type { Walk } from './activate.ts'

/** Contract, `initialization.mode`: what a plugin waits for, and who waits for it. */
export const walkByMode: Walk = async (step, group, go) => {
  const done = new Map<string, Promise<void>>()
  let inOrder: Promise<void> | undefined
  for (const plugin of group) {
    const { id, mode, strategy, requires, wants } = plugin
    const sideBySide = mode === 'parallel' || (strategy === 'parallel' && mode === 'async')
    const first = [...requires, ...wants].map((other) => done.get(other))
    if (mode === 'sequential') first.push(...done.values())
    else if (!sideBySide) first.push(inOrder)
    const work = Promise.all(first).then(() => go(step, plugin))
    done.set(id, work)
    if (!sideBySide) inOrder = work
    if (mode === 'sequential') await work
  }
  await Promise.all(done.values())
}
