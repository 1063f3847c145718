import type { Plugin } from '../plugin.ts'
import type { LateKernel } from './late-kernel.ts'
import type { ManagedPlugin } from './managed-plugin.ts'

/** What callers of a load get: the same for all generations of a plugin. */
export function handleOf({ core, openFeature }: LateKernel, plugin: ManagedPlugin): Plugin {
  return (plugin.handle ??= {
    id: plugin.id,
    get version() {
      return plugin.version
    },
    get state() {
      return plugin.status.state
    },
    get manifest() {
      return plugin.loaded?.manifest ?? {}
    },
    get context() {
      return plugin.owned?.context
    },
    feature(name, { signal } = {}) {
      const work = openFeature(plugin, name, signal)
      core.ports.onWait?.({ id: plugin.id, feature: name }, work)
      return work
    },
  })
}
