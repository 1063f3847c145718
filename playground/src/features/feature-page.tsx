import { Feature } from '@mortise/browser-runtime/react'
import { useConsole } from '@playground/console-kit'
import type { ReactElement } from 'react'
import { isFor, type PluginRoute, routeKey } from '../navigation/contributed-route.ts'
import { usePluginCards } from '../plugins/plugin-card.ts'
import { FeatureError } from './feature-error.tsx'
import { FeatureLoading } from './feature-loading.tsx'
import { NotForRole } from './not-for-role.tsx'

/** One feature of a plugin as a page: it is downloaded when the page is opened. */
export function FeaturePage({ route }: { route: PluginRoute }): ReactElement {
  const { role, theme } = useConsole()
  const card = usePluginCards().find(({ pluginId }) => pluginId === route.pluginId)
  if (!isFor(route, role)) return <NotForRole label={route.label} roles={route.roles ?? []} />
  return (
    <div className="page" data-testid={`page-${routeKey(route)}`}>
      <title>{`${route.label} · ${card?.title ?? route.pluginId} · Workbench`}</title>
      <header className="page__head">
        <h1>{route.label}</h1>
        <p>{card?.text}</p>
      </header>
      <Feature
        // Two routes of one kind are two pages: neither keeps the other's state or error.
        key={route.path}
        plugin={route.pluginId}
        name={route.feature}
        fallback={<FeatureLoading label={route.label} />}
        errorFallback={FeatureError}
        theme={theme}
        role={role}
      />
    </div>
  )
}
