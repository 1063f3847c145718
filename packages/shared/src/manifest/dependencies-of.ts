import type { PluginManifestInput } from './plugin-manifest.ts'

export interface PluginDependencies {
  /** Plugins that this one needs: id to range. */
  dependencies: Record<string, string>
  /** Plugins that this one can do without: id to range. */
  optional: Record<string, string>
}

/** Both places where a manifest names other plugins, `dependencies` and `capabilities.requires`. */
export function dependenciesOf(
  manifest: Pick<PluginManifestInput, 'dependencies' | 'capabilities'>,
): PluginDependencies {
  const required = manifest.capabilities?.requires ?? []
  const ranges = (wanted: boolean): Record<string, string> =>
    Object.fromEntries(
      required
        .filter(({ optional = false }) => optional === wanted)
        .map(({ pluginId, version }) => [pluginId, version]),
    )
  const dependencies = { ...ranges(false), ...manifest.dependencies }
  const optional = Object.entries(ranges(true)).filter(([id]) => !Object.hasOwn(dependencies, id))
  return { dependencies, optional: Object.fromEntries(optional) }
}
