import { lazy, Suspense, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { late } from '../errors.ts'
import type { Host } from '../host.ts'
import { FeatureFailure, type FeatureErrorProps } from './feature-failure.tsx'
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
export function Feature({
  plugin,
  name,
  fallback = null,
  errorFallback,
  ...props
}: FeatureProps): ReactNode {
  const host = useHost()
  const { state, generation = 0 } = useStatus(host, plugin) ?? {}
  const [attempt, setAttempt] = useState(0)
  const [first] = useState(generation)
  // A new generation or attempt is a new component, so React keeps no state of the old one.
  const Content = useMemo(() => {
    const key = `${generation}.${attempt}`
    return { key, Component: lazy(() => open(host, plugin, name)) }
  }, [host, plugin, name, generation, attempt])
  // Unloaded while it was shown: it does not bring the plugin back by itself.
  if (state?.startsWith('unload') && generation !== first) return fallback
  return (
    <Suspense key={Content.key} fallback={fallback}>
      <Content.Component
        errorFallback={errorFallback}
        retry={() => setAttempt((count) => count + 1)}
        props={props}
      />
    </Suspense>
  )
}

/** Loads a feature in the form that `React.lazy` takes; what shows it is fetched beside the plugin. */
async function open(
  host: Host,
  id: string,
  name: string,
): Promise<{ default: ComponentType<ShownFeatureProps> }> {
  try {
    const [plugin, module] = await Promise.all([
      host.loadPlugin(id, { feature: name }),
      import('./shown-feature.tsx'),
    ])
    return { default: await module.showFeature(plugin, name, FeatureFailure, late) }
  } catch (error) {
    return { default: (shown) => <FeatureFailure {...shown} error={error} /> }
  }
}
