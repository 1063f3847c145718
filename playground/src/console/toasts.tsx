import type { ReactElement } from 'react'
import type { Toast } from './use-toasts.ts'

export function Toasts({ toasts }: { toasts: readonly Toast[] }): ReactElement {
  return (
    <div className="toasts" role="status" aria-live="polite" data-testid="toasts">
      {toasts.map(({ id, message }) => (
        <p key={id}>{message}</p>
      ))}
    </div>
  )
}
