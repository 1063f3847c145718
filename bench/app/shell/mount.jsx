import { createRoot } from 'react-dom/client'
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import { App } from './app.jsx'

/**
 * Shows the app. `open(id, feature)` is each contender's own way to a feature's module. The active
 * plugins' widgets are asked for before the first render, as an app would that cares for its start.
 * `host` is ours, for what the others have no word for.
 */
export function mount({ plugins, active, open, host }) {
  const root = createRoot(document.getElementById('app'))
  const modules = new Map()
  const module = (id) => {
    if (!modules.has(id)) modules.set(id, open(id, 'widget'))
    return modules.get(id)
  }
  const show = (ids) => {
    for (const id of modules.keys()) if (!ids.includes(id)) modules.delete(id)
    const widgets = ids.map((id) => ({ id, module: module(id) }))
    root.render(<App plugins={plugins} widgets={widgets} open={open} />)
  }
  show(active)
  const vitals = {}
  const keep = ({ name, value }) => void (vitals[name] = value)
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(keep, { reportAllChanges: true })
  // What the measures reach the app by.
  globalThis.bench = { ids: plugins.map(({ id }) => id), open, show, host, vitals }
}
