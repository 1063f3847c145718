import { beginLife } from './begin-life.ts'
import type { KernelCore } from './core.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { StartTools } from './handed.ts'
import { isAtRest, isReady } from './take-down.ts'

type Plugins = readonly ManagedPlugin[]

export interface BringUp {
  /** What must be up for these to run, and they themselves, in order. */
  groupOf(roots: Plugins): ManagedPlugin[]
  /** Brings up what of a group does not run yet. Never rejects: a failure is a state of its plugin. */
  up(group: Plugins, signal?: AbortSignal): Promise<void>
  /** Resolves when nothing that is under way now brings one of these up any more. */
  settled(plugins: Plugins): Promise<unknown>
}

export function createBringUp(core: KernelCore, tools: StartTools): BringUp {
  const underWay = new Map<Plugins, Promise<void>>()
  // Groups under way of which nobody has left.
  const wanted = new Set<Plugins>()
  // One event for each generation, however many loads waited for it.
  const announced = new WeakSet<object>()

  function announce({ id: pluginId, loaded }: ManagedPlugin) {
    if (!loaded || announced.has(loaded)) return
    announced.add(loaded)
    if (core.state === 'running') core.ports.events.emit('dynamic-load', { pluginId })
  }

  async function activate(fresh: Plugins, signal?: AbortSignal) {
    const leave = () => {
      wanted.delete(fresh)
      abortLoads(core, fresh, wanted, signal?.reason)
    }
    wanted.add(fresh)
    signal?.addEventListener('abort', leave)
    await tools.activate(core, fresh).finally(() => wanted.delete(fresh))
    signal?.removeEventListener('abort', leave)
    for (const plugin of fresh.filter(isReady)) {
      plugin.comesBack = false
      announce(plugin)
    }
  }

  return {
    groupOf(roots) {
      const found = new Set(roots)
      // A set grows while it is walked.
      for (const plugin of found) {
        if (isAtRest(plugin)) adoptRelease(plugin)
        for (const id of plugin.requires) add(core.plugins.get(id))
        for (const id of plugin.wants) {
          const other = core.plugins.get(id)
          // Whoever unloaded a plugin does not want it back because another could use it.
          if (!other?.held && other?.stopped?.reason !== 'Unloaded') add(other)
        }
      }
      function add(plugin: ManagedPlugin | undefined) {
        if (plugin) found.add(plugin)
      }
      return [...core.plugins.values()].filter((plugin) => found.has(plugin))
    },
    async up(group, signal) {
      const fresh = group.filter((plugin) => !isReady(plugin))
      for (const plugin of fresh) {
        plugin.stopped = undefined
        if (!isAtRest(plugin)) continue
        plugin.steps = {}
        if (plugin.status.state === 'failed') beginLife(plugin, 1)
      }
      const work = activate(fresh, signal)
      underWay.set(fresh, work)
      await work.finally(() => underWay.delete(fresh))
    },
    settled: (plugins) =>
      Promise.all(
        [...underWay].map(([group, work]) =>
          group.some((plugin) => plugins.includes(plugin)) ? work : undefined,
        ),
      ),
  }
}

/** A plugin that does not run becomes what the newest plan says of it. */
function adoptRelease(plugin: ManagedPlugin) {
  if (plugin.next) Object.assign(plugin, plugin.next)
  plugin.next = undefined
}

/** Ends the fetches that no other activation needs. */
function abortLoads(
  { state, starting = [] }: KernelCore,
  group: Plugins,
  wanted: ReadonlySet<Plugins>,
  reason: unknown,
) {
  const needed = [...wanted, ...(state === 'initializing' ? [starting] : [])]
  for (const plugin of group) {
    const isNeeded = needed.some((other) => other.includes(plugin))
    if (!isNeeded && plugin.status.state === 'loading') plugin.loading?.abort(reason)
  }
}
