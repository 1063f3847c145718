import type { LoadingInput } from '@mortise/shared'
import type { Namespace, PluginDefinition } from './plugin.ts'

/**
 * The hooks that the manifest's `hotReload.stateSerialization` names: a module that the build has added
 * to the plugin's entry, or else an export of that.
 */
export function serializerOf(
  exports: Namespace,
  { hotReload }: LoadingInput = {},
): Partial<PluginDefinition> {
  const { enabled, handler = '' } = hotReload?.stateSerialization ?? {}
  return enabled ? Object(exports['$serializer'] ?? exports[handler]) : {}
}

/** The same object but for these hooks: a class with private fields needs its own `this`. */
export function withHooks(
  definition: PluginDefinition,
  hooks: Partial<PluginDefinition>,
): PluginDefinition {
  return new Proxy({} as PluginDefinition, {
    get(_, key) {
      const from = Reflect.has(hooks, key) ? hooks : definition
      const value: unknown = Reflect.get(from, key)
      return typeof value === 'function' ? value.bind(from) : value
    },
  })
}
