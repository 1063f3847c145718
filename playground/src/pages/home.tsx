import type { Host } from '@mortise/browser-runtime'
import { useConsole } from '@playground/console-kit'
import { type ReactElement, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { Icon, isIconName } from '../console/icon.tsx'
import { isFor, type PluginRoute, usePluginRoutes } from '../navigation/contributed-route.ts'
import type { ActivityLog, ActivitySnapshot } from '../plugins/activity-log.ts'
import { formatSize } from '../plugins/format-size.ts'
import { type PluginCard, usePluginCards } from '../plugins/plugin-card.ts'
import { StateBadge } from '../plugins/state-badge.tsx'
import { usePluginStates } from '../plugins/use-plugin-state.ts'
import { ActivityList } from './activity-list.tsx'
import { Figures } from './figures.tsx'
import { Shortcuts } from './shortcuts.tsx'
import './home.css'

interface HomePageProps {
  host: Host
  activity: ActivityLog
}

export function HomePage({ host, activity }: HomePageProps): ReactElement {
  const { role } = useConsole()
  const cards = usePluginCards()
  const routes = usePluginRoutes().filter((route) => isFor(route, role))
  const log = useSyncExternalStore(activity.subscribe, activity.snapshot)
  const states = usePluginStates(
    host,
    cards.map(({ pluginId }) => pluginId),
  )

  return (
    <div className="page" data-testid="page-home">
      <title>Workbench</title>
      <header className="page__head">
        <h1>Home</h1>
        <p>Every page of this console is a plugin, downloaded when somebody opens it.</p>
      </header>
      <Figures log={log} states={states} />
      <Shortcuts />
      <div className="home">
        <ul className="home__cards" aria-label="Installed plugins">
          {cards.map((card) => (
            <li key={card.pluginId}>
              <Card
                card={card}
                routes={routes.filter(({ pluginId }) => pluginId === card.pluginId)}
                cost={costOf(log, card.pluginId)}
                badge={
                  <StateBadge
                    state={states.get(card.pluginId) ?? 'pending'}
                    testId={`card-state-${card.pluginId}`}
                  />
                }
              />
            </li>
          ))}
        </ul>
        <ActivityList entries={log.entries} cards={cards} />
      </div>
    </div>
  )
}

interface CardProps {
  card: PluginCard
  routes: readonly PluginRoute[]
  /** What its loading cost; nothing before. */
  cost: string | undefined
  badge: ReactElement
}

function Card({ card, routes, cost, badge }: CardProps): ReactElement {
  return (
    <article className="plugin-card" data-testid={`card-${card.pluginId}`}>
      <header>
        <span className="plugin-card__icon">
          <Icon name={isIconName(card.icon) ? card.icon : 'plugin'} />
        </span>
        {badge}
      </header>
      <h2>{card.title}</h2>
      <p>{card.text}</p>
      <footer>
        {routes.length === 0 ? <span className="plugin-card__quiet">Service only</span> : null}
        {routes.map(({ path, label }) => (
          <Link key={path} to={path}>
            {label}
          </Link>
        ))}
        {cost === undefined ? null : (
          <span className="plugin-card__cost" data-testid={`card-size-${card.pluginId}`}>
            {cost}
          </span>
        )}
      </footer>
    </article>
  )
}

function costOf({ loadTimes, codeSizes }: ActivitySnapshot, id: string): string | undefined {
  const time = loadTimes.get(id)
  const bytes = codeSizes.get(id)
  if (time === undefined) return undefined
  // The dev server's modules are no chunks, so there is nothing to weigh.
  return bytes === undefined ? `${time} ms` : `${formatSize(bytes)}, ${time} ms`
}
