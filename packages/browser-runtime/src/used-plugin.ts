import { lifecyclePluginInvalid } from './errors.ts'
import type { PluginDefinition } from './plugin.ts'

/** A plugin object that was given to `use`, and who it is. */
export interface UsedPlugin {
  readonly id: string
  readonly version: string
  readonly definition: PluginDefinition
}

/** The form that the original kernel takes: pre-release and build tags are allowed. */
const versionForm = /^\d+\.\d+\.\d+([-+][\w.+-]+)?$/

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
  if (wrong.length) throw lifecyclePluginInvalid(id, version, wrong)
  return { id, version, definition }
}
