import type { PlanPlugin, PluginManifestInput } from '@mortise/shared'
import { late, pluginInvalid } from './errors.ts'
import type { Registration } from './kernel/registration.ts'
import type { PluginDefinition } from './plugin.ts'

export interface UsedPlugin {
  readonly registration: Registration
  readonly plan: PlanPlugin
  readonly manifest: PluginManifestInput | undefined
}

type Config = Readonly<Record<string, unknown>>

/** The form that the original kernel takes: pre-release and build tags are allowed. */
const versionForm = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/

/**
 * Reads a plugin object of the app's own code. Its code is here already, so without a `loading`
 * block it starts with the host.
 * @throws LIFECYCLE_PLUGIN_INVALID
 */
export function readUsedPlugin(
  definition: PluginDefinition,
  position: number,
  configOf: (id: string, manifest: Partial<PluginManifestInput>) => Config,
): UsedPlugin {
  const { manifest } = definition
  const id = manifest?.id ?? definition.id ?? definition.name
  const version = manifest?.version ?? definition.version ?? '0.0.0'
  if (!id) throw pluginInvalid('', 'its id or name is required and must not be empty')
  if (typeof definition.init !== 'function')
    throw pluginInvalid(id, 'its init function is required')
  if (!versionForm.test(version)) throw pluginInvalid(id, `"${version}" is not a version`)

  const {
    strategy = 'lazy',
    initialization,
    sandboxing,
  } = manifest?.loading ?? { strategy: 'eager' }
  const dependencies = toRanges(manifest?.dependencies ?? definition.dependencies)
  return {
    manifest,
    plan: {
      id,
      version,
      registration: position,
      ...(dependencies && { dependencies }),
      ...(initialization?.priority && { initialization }),
    },
    registration: {
      id,
      version,
      strategy,
      mode: initialization?.mode ?? 'async',
      critical: initialization?.critical ?? false,
      requires: Object.keys(dependencies ?? {}),
      wants: [],
      async load() {
        if (sandboxing?.enabled) throw await late('configUnsupported', { id, version })
        return {
          definition,
          manifest: manifest ?? {},
          config: configOf(id, manifest ?? {}),
          size: 0,
          feature: async (name) => {
            throw await late('lifecycleFeatureMissing', { id, version, name, known: [] })
          },
          dispose() {},
        }
      },
    },
  }
}

function toRanges(dependencies: PluginDefinition['dependencies']) {
  const list = Array.isArray(dependencies)
    ? dependencies.map((id: string) => [id, '*'] as const)
    : Object.entries(dependencies ?? {})
  return list.length ? (Object.fromEntries(list) as Record<string, string>) : undefined
}

/** What a manifest contributes, by extension point; `contributes.<kind>` is such a point too. */
export function pointsOf(manifest: PluginManifestInput | undefined): Record<string, unknown> {
  const contributes = Object.entries(manifest?.contributes ?? {}).map(([kind, values]) => {
    return [`contributes.${kind}`, Array.isArray(values) ? values : [values]]
  })
  return { ...manifest?.extensions, ...Object.fromEntries(contributes) }
}
