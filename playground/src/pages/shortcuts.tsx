import { useExtensions } from '@mortise/browser-runtime/react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import './shortcuts.css'

declare module '@mortise/browser-runtime' {
  interface ExtensionPointMap {
    'app.shortcuts': { label: string; text: string; path: string }
  }
}

/** What plugins offer to whoever is here now: a `when` in their manifests says to whom. */
export function Shortcuts(): ReactElement | null {
  const shortcuts = useExtensions('app.shortcuts')
  if (shortcuts.length === 0) return null
  return (
    <section className="shortcuts" aria-labelledby="shortcuts" data-testid="shortcuts">
      <h2 id="shortcuts">For you</h2>
      <ul>
        {shortcuts.map(({ pluginId, label, text, path }) => (
          <li key={`${pluginId} ${label}`}>
            <Link to={path}>
              <strong>{label}</strong>
              <span>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
