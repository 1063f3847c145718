import type { FeatureErrorProps } from '@mortise/browser-runtime/react'
import type { ReactElement } from 'react'
import { Icon } from '../console/icon.tsx'
import { explain } from './explain.ts'
import './feature-state.css'

/** Says what went wrong, why, and what to do, instead of a blank page. */
export function FeatureError({ error, retry }: FeatureErrorProps): ReactElement {
  const { code, why, fix, causes } = explain(error)
  return (
    <section className="feature-state" role="alert" data-testid="feature-error">
      <Icon name="alert" />
      <h2>This page could not be shown</h2>
      <code className="feature-state__code" data-testid="error-code">
        {code}
      </code>
      <dl>
        <dt>Why</dt>
        <dd data-testid="error-why">{why}</dd>
        {fix === undefined ? null : (
          <>
            <dt>Fix</dt>
            <dd data-testid="error-fix">{fix}</dd>
          </>
        )}
      </dl>
      {causes.length === 0 ? null : (
        <details>
          <summary>Cause</summary>
          <ol>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ol>
        </details>
      )}
      <button type="button" className="button" data-testid="error-retry" onClick={retry}>
        Try again
      </button>
    </section>
  )
}
