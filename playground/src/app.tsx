import type { Host } from '@mortise/browser-runtime'
import { ConsoleContext } from '@playground/console-kit'
import { type ReactElement, useMemo, useSyncExternalStore } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { RoleSwitch } from './console/role-switch.tsx'
import type { RoleStore } from './console/role-store.ts'
import { Shell } from './console/shell.tsx'
import { Toasts } from './console/toasts.tsx'
import { useMedia } from './console/use-media.ts'
import { useToasts } from './console/use-toasts.ts'
import { FeatureLoading } from './features/feature-loading.tsx'
import { FeaturePage } from './features/feature-page.tsx'
import { NotForRole } from './features/not-for-role.tsx'
import { usePluginRoutes } from './navigation/contributed-route.ts'
import { HomePage } from './pages/home.tsx'
import { NotFound } from './pages/not-found.tsx'
import { PluginsPage } from './pages/plugins.tsx'
import type { ActivityLog } from './plugins/activity-log.ts'

interface AppProps {
  host: Host
  role: RoleStore
  activity: ActivityLog
}

export function App({ host, role: roles, activity }: AppProps): ReactElement {
  const role = useSyncExternalStore(roles.subscribe, roles.get)
  const theme = useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light'
  const { toasts, notify } = useToasts()
  const value = useMemo(() => ({ role, theme, notify }) as const, [role, theme, notify])
  const { readyAfter } = useSyncExternalStore(activity.subscribe, activity.snapshot)
  const routes = usePluginRoutes()

  return (
    <ConsoleContext value={value}>
      <BrowserRouter>
        <Shell tools={<RoleSwitch role={role} onChange={roles.set} />}>
          <Routes>
            <Route path="/" element={<HomePage host={host} activity={activity} />} />
            <Route
              path="/plugins"
              element={
                role === 'admin' ? (
                  <PluginsPage host={host} activity={activity} />
                ) : (
                  <NotForRole label="Plugins" roles={['admin']} />
                )
              }
            />
            {routes.map((route) => (
              <Route key={route.path} path={route.path} element={<FeaturePage route={route} />} />
            ))}
            {/* Until the catalog is here nobody knows which addresses exist. */}
            <Route
              path="*"
              element={readyAfter === undefined ? <FeatureLoading label="page" /> : <NotFound />}
            />
          </Routes>
        </Shell>
        <Toasts toasts={toasts} />
      </BrowserRouter>
    </ConsoleContext>
  )
}
