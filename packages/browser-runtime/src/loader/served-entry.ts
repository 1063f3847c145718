import type { LoadingInput } from '@mortise/shared'
import type { Namespace, PluginDefinition } from '../plugin.ts'

/** What the dev server adds to the exports of a plugin's entry that takes its own edits. */
export interface ServedEntry extends Namespace {
  readonly $served?: Served
}

/**
 * Kept by Vite's client over all versions of the entry: `import.meta.hot.data`. The script that the
 * dev server adds to the entry writes to it.
 */
export interface Served {
  /** The newest version that arrived; nothing before the first edit. */
  module?: ServedEntry | undefined
  /** Goes before the newest while that is being taken back: another edit may arrive meanwhile. */
  pinned?: ServedEntry | undefined
  /** The version that generations are made from. */
  running?: ServedEntry | undefined
  /** Called when a version has arrived. */
  readonly listeners: Set<() => void>
  /** Features whose code the edits since the last reload changed, and no framework has taken in. */
  readonly changed: Set<string>
}

/** A browser never runs a module again, so what a generation is made from is the newest version. */
export function newestOf(first: ServedEntry, loading: LoadingInput | undefined): Namespace {
  const { $served } = first
  if (!$served) return first
  $served.running = $served.pinned ?? $served.module ?? first
  return withSerializer($served.running, loading)
}

/** The manifest's `hotReload.stateSerialization`: its hooks go before those of the plugin. */
function withSerializer(entry: ServedEntry, loading: LoadingInput = {}): Namespace {
  const { enabled, handler = '' } = loading.hotReload?.stateSerialization ?? {}
  // A module that the dev server has added to the entry, or else an export of that.
  const hooks = Object(entry['$serializer'] ?? entry[handler]) as Partial<PluginDefinition>
  const definition = entry['default'] as PluginDefinition
  if (!enabled || !Object.keys(hooks).length) return entry
  // The same object but for these: a class with private fields needs its own `this`.
  const own = new Proxy({} as PluginDefinition, {
    get(_, key) {
      const from = Reflect.has(hooks, key) ? hooks : definition
      const value: unknown = Reflect.get(from, key)
      return typeof value === 'function' ? value.bind(from) : value
    },
  })
  return { ...entry, default: own }
}
