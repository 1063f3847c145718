import type { ReactElement } from 'react'
import type { Activity } from '../plugins/activity-log.ts'
import type { PluginCard } from '../plugins/plugin-card.ts'

const shown = 9

interface ActivityListProps {
  entries: readonly Activity[]
  cards: readonly PluginCard[]
}

export function ActivityList({ entries, cards }: ActivityListProps): ReactElement {
  const titles = new Map(cards.map(({ pluginId, title }) => [pluginId, title]))
  return (
    <section className="activity" aria-labelledby="activity" data-testid="activity">
      <h2 id="activity">Activity</h2>
      <ol>
        {entries.slice(0, shown).map(({ id, at, plugin, text, tone }) => (
          <li key={id} data-tone={tone}>
            <p>
              <strong>{titles.get(plugin) ?? plugin}</strong> {text}
            </p>
            <time>{(at / 1000).toFixed(2)} s</time>
          </li>
        ))}
      </ol>
    </section>
  )
}
