import { lazy, Suspense, useMemo, useState, type ComponentType } from 'react'
import type { late } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Plugin } from '../plugin.ts'
import { FeatureBoundary } from './feature-boundary.tsx'
import { FeatureFailure, type FeatureFailureProps } from './feature-failure.tsx'
import type { FeatureProps } from './feature.tsx'
import type { Mount } from './mounted-feature.tsx'
import type { useStatus } from './use-plugin.ts'
import { useViewEpoch, type ViewEpoch } from './use-view-epoch.ts'

type Props = Readonly<Record<string, unknown>>

export interface ShownFeatureProps {
  host: Host
  feature: FeatureProps
  /** Fetches this component again, where it could not be fetched. */
  retry(): void
}

interface ContentProps extends Omit<FeatureFailureProps, 'error'> {
  /** The feature's own. */
  props: Props
}

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
interface StartParts {
  readonly late: typeof late
  readonly useStatus: typeof useStatus
}

/** The load that was begun for a feature beside the fetch of this. */
interface BegunLoad {
  readonly host: Host
  readonly plugin: string
  readonly name: string
  readonly loading: Promise<Plugin>
}

interface ShownOptions {
  begun: BegunLoad
  parts: StartParts
}

/** The component that keeps a feature on the page over the lives of its plugin. */
export function shownFeature(
  host: Host,
  plugin: string,
  name: string,
  loading: Promise<Plugin>,
  ...[explain, useStatusOf]: [explain: typeof late, useStatusOf: typeof useStatus]
): { default: ComponentType<ShownFeatureProps> } {
  const begun = { host, plugin, name, loading }
  const parts = { late: explain, useStatus: useStatusOf }
  return { default: (props) => <ShownFeature {...props} begun={begun} parts={parts} /> }
}

function ShownFeature({ host, feature, begun, parts }: ShownFeatureProps & ShownOptions) {
  const { plugin, name, fallback = null, errorFallback, ...props } = feature
  const { state } = parts.useStatus(host, plugin) ?? {}
  const { epoch, holdsContext } = useViewEpoch(host, plugin, name)
  const [attempt, setAttempt] = useState(0)
  const [first] = useState(epoch)
  // A new generation or attempt is a new component, so React keeps no state of the old one.
  const Content = useMemo(() => {
    const key = `${epoch}.${attempt}`
    const isFirst = key === `${first}.0` && host === begun.host
    const isBegun = isFirst && plugin === begun.plugin && name === begun.name
    const load = () => (isBegun ? begun.loading : host.loadPlugin(plugin, { feature: name }))
    return { key, Component: lazy(() => open(load(), name, parts, holdsContext)) }
  }, [host, begun, parts, plugin, name, epoch, attempt, first, holdsContext])
  // Unloaded while it was shown: it does not bring the plugin back by itself.
  if (state?.startsWith('unload') && epoch !== first) return fallback
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

async function open(
  loading: Promise<Plugin>,
  name: string,
  { late: explain }: StartParts,
  holdsContext: ViewEpoch['holdsContext'],
): Promise<{ default: ComponentType<ContentProps> }> {
  try {
    const plugin = await loading
    const Content = await componentOf(plugin, name, holdsContext)
    if (!Content) {
      const { id, version } = plugin
      throw await explain('lifecycleFeatureInvalid', { id, version, name })
    }
    return {
      default: ({ props, ...failing }) => (
        <FeatureBoundary {...failing}>
          <Content {...props} />
        </FeatureBoundary>
      ),
    }
  } catch (error) {
    return { default: (failing) => <FeatureFailure {...failing} error={error} /> }
  }
}

async function componentOf(plugin: Plugin, name: string, holdsContext: ViewEpoch['holdsContext']) {
  const { default: component, mount } = await plugin.feature(name)
  if (component) return component as ComponentType<Props>
  if (typeof mount !== 'function') return
  holdsContext()
  const { createMountedFeature } = await import('./mounted-feature.tsx')
  return createMountedFeature(mount as Mount, plugin.context)
}
