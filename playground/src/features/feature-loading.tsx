import type { ReactElement } from 'react'
import './feature-state.css'

export function FeatureLoading({ label }: { label: string }): ReactElement {
  return (
    <div className="feature-loading" role="status" data-testid="feature-loading">
      <p>Loading {label.toLowerCase()}…</p>
      <div aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </div>
  )
}
