import { lifecyclePluginInvalid } from './errors.ts'
import type { PluginDefinition } from './plugin.ts'

/** A plugin object that was given to `use`, and who it is. */
export interface UsedPlugin {
  readonly id: string
  readonly version: string
  readonly definition: PluginDefinition
}

/** The form that the original kernel takes: pre-release and build tags are allowed. */
const versionForm = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/

/** Checks what must be right before anything is registered. @throws LIFECYCLE_PLUGIN_INVALID */
export function identify(definition: PluginDefinition): UsedPlugin {
  const { manifest = definition } = definition
  const id = manifest.id ?? definition.name ?? ''
  const version = manifest.version ?? '0.0.0'
  if (!id) throw lifecyclePluginInvalid(id, 'an id or name is required')
  if (typeof definition.init !== 'function') {
    throw lifecyclePluginInvalid(id, 'an init function is required')
  }
  if (!versionForm.test(version)) throw lifecyclePluginInvalid(id, `"${version}" is no version`)
  return { id, version, definition }
}
