import { once } from '../once.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { take, type Step } from './steps.ts'

/** Takes one step of a group: of one plugin after another, unless a plugin asks for something else. */
export type Walk = (step: Step, group: readonly ManagedPlugin[], core: KernelCore) => Promise<void>

const inOrder: Walk = async (step, group, core) => {
  for (const plugin of group) await take(step, plugin, core)
}

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
    for (const plugin of group) void take('load', plugin, core)
    const isPlain = group.every(({ mode, strategy }) => mode === 'async' && strategy !== 'parallel')
    const walk = isPlain
      ? inOrder
      : (await once(() => import('./walk-by-mode.ts'))()).createWalk(take)
    await walk('init', group, core)
    beforeStart?.()
    await walk('start', group, core)
  } finally {
    core.activations.delete(group)
  }
}
