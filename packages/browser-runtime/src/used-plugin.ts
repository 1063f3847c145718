import { lifecyclePluginInvalid } from './errors.ts'
import type { PluginDefinition } from './plugin.ts'

/** A plugin object that was given to `use`, and who it is. */
export interface UsedPlugin {
  readonly id: string
  readonly version: string
  readonly definition: PluginDefinition
}

/** Semantic versions; as in the original kernel, pre-release and build tags are allowed. */
const versionForm = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}([-+][\da-z-]+(\.[\da-z-]+)*){0,2}$/i

/** Checks what must be right before anything is registered. @throws LIFECYCLE_PLUGIN_INVALID */
export function identify(definition: PluginDefinition): UsedPlugin {
  const { manifest = definition } = definition
  const id = manifest.id ?? definition.name ?? ''
  const version = manifest.version ?? '0.0.0'
  const isValid: Readonly<Record<string, boolean>> = {
    id: !!id,
    version: versionForm.test(version),
    'init()': typeof definition.init === 'function',
  }
  const wrong = Object.keys(isValid).filter((part) => !isValid[part])
  if (wrong.length) throw lifecyclePluginInvalid(id, wrong)
  return { id, version, definition }
}
