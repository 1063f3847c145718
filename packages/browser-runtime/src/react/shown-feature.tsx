import type { ComponentType } from 'react'
import type { late } from '../errors.ts'
import type { Plugin } from '../plugin.ts'
import { FeatureBoundary } from './feature-boundary.tsx'
import type { FeatureFailureProps } from './feature-failure.tsx'
import type { Mount } from './mounted-feature.tsx'

type Props = Readonly<Record<string, unknown>>

export interface ShownFeatureProps extends Omit<FeatureFailureProps, 'error'> {
  /** The feature's own. */
  props: Props
}

/** A component that shows a feature, and in its place what it throws. Fetched with the first feature. */
export async function showFeature(
  plugin: Plugin,
  name: string,
  Failure: ComponentType<FeatureFailureProps>,
  explain: typeof late,
): Promise<ComponentType<ShownFeatureProps>> {
  const Content = await componentOf(plugin, name)
  if (!Content) {
    const { id, version } = plugin
    throw await explain('lifecycleFeatureInvalid', { id, version, name })
  }
  return function ShownFeature({ props, ...failing }) {
    return (
      <FeatureBoundary Failure={Failure} {...failing}>
        <Content {...props} />
      </FeatureBoundary>
    )
  }
}

async function componentOf(plugin: Plugin, name: string) {
  const { default: component, mount } = await plugin.feature(name)
  if (component) return component as ComponentType<Props>
  if (typeof mount !== 'function') return
  const { createMountedFeature } = await import('./mounted-feature.tsx')
  return createMountedFeature(mount as Mount, plugin.context)
}
