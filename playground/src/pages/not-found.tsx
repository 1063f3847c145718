import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Icon } from '../console/icon.tsx'
import '../features/feature-state.css'

export function NotFound(): ReactElement {
  return (
    <section className="feature-state" data-testid="not-found">
      <title>Not found · Workbench</title>
      <Icon name="search" />
      <h1>No page has this address</h1>
      <p>No installed plugin contributes it.</p>
      <Link to="/" className="button">
        Go home
      </Link>
    </section>
  )
}
