import type { ReactElement } from 'react'
import { Icon } from '../console/icon.tsx'
import './feature-state.css'

interface NotForRoleProps {
  label: string
  roles: readonly string[]
}

export function NotForRole({ label, roles }: NotForRoleProps): ReactElement {
  return (
    <section className="feature-state" data-testid="not-for-role">
      <title>{`${label} · Workbench`}</title>
      <Icon name="lock" />
      <h1>{label} is not for your role</h1>
      <p>It is for: {roles.join(', ')}. The role is chosen at the top of the page.</p>
    </section>
  )
}
