import type { late } from '../errors.ts'
import type { Join } from '../joint.ts'
import type { Namespace, Plugin } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import { openFeature } from './open-feature.ts'
import type { LoadedPlugin } from './registration.ts'

/** What callers of a load get: the same for all generations of a plugin. */
export function handleOf(plugin: ManagedPlugin, explain: typeof late): Plugin {
  const opened = new WeakMap<LoadedPlugin, Map<string, Join<Namespace>>>()
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
    feature: (name, { signal } = {}) => openFeature(plugin, opened, name, signal, explain),
  })
}
