import type { Host } from '@mortise/browser-runtime'
import { useConsole } from '@playground/console-kit'
import { type ReactElement, useEffect, useState, useSyncExternalStore } from 'react'
import { explain } from '../features/explain.ts'
import { usePluginRoutes } from '../navigation/contributed-route.ts'
import type { ActivityLog } from '../plugins/activity-log.ts'
import { type InstalledPlugin, readCatalog } from '../plugins/catalog.ts'
import { usePluginStates } from '../plugins/use-plugin-state.ts'
import { PluginRow } from './plugin-row.tsx'
import './plugins.css'

interface PluginsPageProps {
  host: Host
  activity: ActivityLog
}

export function PluginsPage({ host, activity }: PluginsPageProps): ReactElement {
  const { notify } = useConsole()
  const [installed, setInstalled] = useState<readonly InstalledPlugin[]>([])
  const { codeSizes } = useSyncExternalStore(activity.subscribe, activity.snapshot)
  const routes = usePluginRoutes()
  const states = usePluginStates(
    host,
    installed.map(({ id }) => id),
  )

  useEffect(() => {
    readCatalog('/plugins.json').then(setInstalled, (error) => notify(explain(error).why))
  }, [notify])

  async function run(action: () => Promise<unknown>): Promise<void> {
    try {
      await action()
    } catch (error) {
      const { code, why } = explain(error)
      notify(`${code}: ${why}`)
    }
  }

  return (
    <div className="page" data-testid="page-plugins">
      <title>Plugins · Workbench</title>
      <header className="page__head">
        <h1>Plugins</h1>
        <p>What is installed, and what of it runs on this page. Unloading gives the memory back.</p>
      </header>
      <table className="plugins" data-testid="plugins-table">
        <caption className="visually-hidden">Installed plugins</caption>
        <thead>
          <tr>
            <th scope="col">Plugin</th>
            <th scope="col">Version</th>
            <th scope="col">State</th>
            <th scope="col">Strategy</th>
            <th scope="col">Features</th>
            <th scope="col">Code</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {installed.map((plugin) => (
            <PluginRow
              key={plugin.id}
              plugin={plugin}
              state={states.get(plugin.id) ?? 'pending'}
              features={routes.filter((route) => route.pluginId === plugin.id)}
              bytes={codeSizes.get(plugin.id)}
              onLoad={() => run(() => host.loadPlugin(plugin.id))}
              onUnload={() => run(() => host.unload(plugin.id))}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
