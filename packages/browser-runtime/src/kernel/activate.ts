import { startExtras } from '../parts.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { take, type Step } from './steps.ts'

/** Takes one step of a group: of one plugin after another, unless a plugin asks for something else. */
export type Walk = (step: Step, group: readonly ManagedPlugin[], go: Go) => Promise<void>

/** Takes a step of one plugin. */
type Go = (step: Step, plugin: ManagedPlugin) => Promise<void> | undefined

const inOrder: Walk = async (step, group, go) => {
  for (const plugin of group) await go(step, plugin)
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
  for (const plugin of group) void take('load', plugin, core)
  // A plugin that is stopped meanwhile begins another life, which is not this group's to lead.
  const lives = group.map((plugin) => plugin.steps)
  const go: Go = (step, plugin) =>
    lives.includes(plugin.steps) ? take(step, plugin, core) : undefined
  const isPlain = group.every(({ mode, strategy }) => mode === 'async' && strategy !== 'parallel')
  const walk = isPlain ? inOrder : (await startExtras()).walkByMode
  await walk('init', group, go)
  beforeStart?.()
  await walk('start', group, go)
}
