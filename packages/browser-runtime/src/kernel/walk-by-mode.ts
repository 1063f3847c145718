import type { Walk } from './activate.ts'
import type { take } from './steps.ts'

/**
 * Contract, `initialization.mode`: what a plugin waits for, and who waits for it. `take` is handed in,
 * so that the bundler cuts nothing out of the start-up path.
 */
export function createWalk(takeStep: typeof take): Walk {
  return async (step, group, core) => {
    const done = new Map<string, Promise<void>>()
    let inOrder: Promise<void> | undefined
    for (const plugin of group) {
      const { id, mode, strategy, requires, wants } = plugin
      const sideBySide = mode === 'parallel' || (strategy === 'parallel' && mode === 'async')
      const first = [...requires, ...wants].map((other) => done.get(other))
      if (mode === 'sequential') first.push(...done.values())
      else if (!sideBySide) first.push(inOrder)
      const work = Promise.all(first).then(() => takeStep(step, plugin, core))
      done.set(id, work)
      if (!sideBySide) inOrder = work
      if (mode === 'sequential') await work
    }
    await Promise.all(done.values())
  }
}
