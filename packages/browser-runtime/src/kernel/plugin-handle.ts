import type { late } from '../errors.ts'
import type { Plugin } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { openFeature } from './open-feature.ts'

/** What callers of a load get: the same for all generations of a plugin. */
export function handleOf(plugin: ManagedPlugin, explain: typeof late): Plugin {
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
    feature: (name, { signal } = {}) => openFeature(plugin, name, signal, explain),
  })
}
