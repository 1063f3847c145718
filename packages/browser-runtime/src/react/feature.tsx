import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { late } from '../errors.ts'
import type { Host } from '../host.ts'
import type { FeatureErrorProps } from './feature-failure.tsx'
import { useHost } from './host-context.ts'
import type { ShownFeatureProps } from './shown-feature.tsx'
import { useStatus } from './use-plugin.ts'

export interface FeatureProps {
  /** Id of the plugin. */
  plugin: string
  /** Name of the feature. */
  name: string
  /** Shown while the feature loads, and after its plugin was unloaded. */
  fallback?: ReactNode
  /** Shown instead of a feature that could not be loaded, or that threw. */
  errorFallback?: ComponentType<FeatureErrorProps>
  /** All other props are the feature's own. */
  [prop: string]: unknown
}

/** A feature of a plugin, which is loaded when this is rendered for the first time. */
export function Feature(feature: FeatureProps): ReactNode {
  const host = useHost()
  const create = () => lazy(() => open(host, feature.plugin, feature.name))
  const [Shown, setShown] = useState(create)
  return (
    <Suspense fallback={feature.fallback}>
      <Shown host={host} feature={feature} retry={() => setShown(create)} />
    </Suspense>
  )
}

/** Fetches what shows features, in the form that `React.lazy` takes, and the plugin beside it. */
async function open(
  host: Host,
  plugin: string,
  name: string,
): Promise<{ default: ComponentType<ShownFeatureProps> }> {
  const loading = host.loadPlugin(plugin, { feature: name })
  // Whoever shows it hears of what goes wrong.
  loading.catch(() => {})
  return import('./shown-feature.tsx').then(
    (module) => module.shownFeature(host, plugin, name, loading, late, useStatus),
    (error: unknown) => ({
      default: ({ feature: { errorFallback: Fallback }, retry }) =>
        Fallback ? <Fallback error={error} retry={retry} /> : String(error),
    }),
  )
}
