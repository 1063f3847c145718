import { useConsole } from '@playground/console-kit'
import type { ReactElement } from 'react'
import { NavLink } from 'react-router'
import { Icon, type IconName, isIconName } from '../console/icon.tsx'
import { usePluginCards } from '../plugins/plugin-card.ts'
import { isFor, type PluginRoute, routeKey, usePluginRoutes } from './contributed-route.ts'

export function Navigation(): ReactElement {
  const { role } = useConsole()
  const routes = usePluginRoutes().filter((route) => isFor(route, role))
  const titles = new Map(usePluginCards().map(({ pluginId, title }) => [pluginId, title]))

  return (
    <nav className="navigation" aria-label="Main" data-testid="navigation">
      <ul>
        <Item to="/" label="Home" icon="home" testId="nav-home" />
        {role === 'admin' ? (
          <Item to="/plugins" label="Plugins" icon="plugins" testId="nav-plugins" />
        ) : null}
      </ul>
      {[...byPlugin(routes)].map(([plugin, own]) => (
        <section key={plugin} aria-label={titles.get(plugin) ?? plugin}>
          <h2>{titles.get(plugin) ?? plugin}</h2>
          <ul>
            {own.map((route) => (
              <Item
                key={route.path}
                to={route.path}
                label={route.label}
                icon={isIconName(route.icon) ? route.icon : 'plugin'}
                testId={`nav-${routeKey(route)}`}
              />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

interface ItemProps {
  to: string
  label: string
  icon: IconName
  testId: string
}

function Item({ to, label, icon, testId }: ItemProps): ReactElement {
  return (
    <li>
      <NavLink to={to} end data-testid={testId}>
        <Icon name={icon} />
        {label}
      </NavLink>
    </li>
  )
}

function byPlugin(routes: readonly PluginRoute[]): Map<string, readonly PluginRoute[]> {
  const groups = new Map<string, readonly PluginRoute[]>()
  for (const route of routes)
    groups.set(route.pluginId, [...(groups.get(route.pluginId) ?? []), route])
  return groups
}
