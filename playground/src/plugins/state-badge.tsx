import type { LoadingState } from '@mortise/browser-runtime'
import type { ReactElement } from 'react'

const badges = {
  pending: { text: 'Not loaded', tone: 'quiet' },
  loading: { text: 'Loading', tone: 'busy' },
  loaded: { text: 'Loaded', tone: 'busy' },
  initializing: { text: 'Starting', tone: 'busy' },
  ready: { text: 'Ready', tone: 'good' },
  failed: { text: 'Failed', tone: 'bad' },
  reloading: { text: 'Reloading', tone: 'busy' },
  unloading: { text: 'Unloading', tone: 'busy' },
  unloaded: { text: 'Unloaded', tone: 'quiet' },
} as const satisfies Record<LoadingState, { text: string; tone: string }>

interface StateBadgeProps {
  state: LoadingState
  testId?: string
}

export function StateBadge({ state, testId }: StateBadgeProps): ReactElement {
  const { text, tone } = badges[state]
  return (
    <span className="badge" data-tone={tone} data-state={state} data-testid={testId}>
      {text}
    </span>
  )
}
