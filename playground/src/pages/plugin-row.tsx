import type { LoadingState } from '@mortise/browser-runtime'
import type { ReactElement } from 'react'
import type { PluginRoute } from '../navigation/contributed-route.ts'
import type { InstalledPlugin } from '../plugins/catalog.ts'
import { formatSize } from '../plugins/format-size.ts'
import { StateBadge } from '../plugins/state-badge.tsx'

interface PluginRowProps {
  plugin: InstalledPlugin
  state: LoadingState
  features: readonly PluginRoute[]
  /** Of the code that was fetched so far; absent on the dev server. */
  bytes: number | undefined
  onLoad(): void
  onUnload(): void
}

const loadable: readonly LoadingState[] = ['pending', 'failed', 'unloaded']
const unloadable: readonly LoadingState[] = ['ready', 'failed']

export function PluginRow(props: PluginRowProps): ReactElement {
  const { plugin, state, features, bytes, onLoad, onUnload } = props
  const running = unloadable.includes(state)
  return (
    <tr data-testid={`plugin-${plugin.id}`}>
      <th scope="row">{plugin.id}</th>
      <td data-label="Version" data-testid={`plugin-version-${plugin.id}`}>
        {plugin.version}
      </td>
      <td data-label="State">
        <StateBadge state={state} testId={`plugin-state-${plugin.id}`} />
      </td>
      <td data-label="Strategy" data-testid={`plugin-strategy-${plugin.id}`}>
        {plugin.strategy}
      </td>
      <td data-label="Features" data-testid={`plugin-features-${plugin.id}`}>
        {features.map(({ feature }) => feature).join(', ') || 'none'}
      </td>
      <td data-label="Code" data-testid={`plugin-size-${plugin.id}`}>
        {formatSize(running ? (bytes ?? 0) : 0)}
      </td>
      <td className="plugins__actions">
        <button
          type="button"
          className="button"
          disabled={!loadable.includes(state)}
          aria-label={`Load ${plugin.id}`}
          data-testid={`plugin-load-${plugin.id}`}
          onClick={onLoad}
        >
          Load
        </button>
        <button
          type="button"
          className="button"
          disabled={!running}
          aria-label={`Unload ${plugin.id}`}
          data-testid={`plugin-unload-${plugin.id}`}
          onClick={onUnload}
        >
          Unload
        </button>
      </td>
    </tr>
  )
}
