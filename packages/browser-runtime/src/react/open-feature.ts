import type { ComponentType } from 'react'
import { late } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Mount } from './mounted-feature.tsx'

type FeatureComponent = ComponentType<Record<string, unknown>>

/** Loads a feature in the form that `React.lazy` takes. */
export async function openFeature(
  host: Host,
  pluginId: string,
  name: string,
): Promise<{ default: FeatureComponent }> {
  const plugin = await host.loadPlugin(pluginId, { feature: name })
  const { default: component, mount } = await plugin.feature(name)
  if (component) return { default: component as FeatureComponent }
  if (typeof mount === 'function') {
    const { createMountedFeature } = await import('./mounted-feature.tsx')
    return { default: createMountedFeature(mount as Mount, plugin.context) }
  }
  throw await late('lifecycleFeatureInvalid', { id: pluginId, version: plugin.version, name })
}
