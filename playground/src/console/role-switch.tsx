import type { Role } from '@playground/console-kit'
import { type ReactElement, useId } from 'react'
import { roles } from './role-store.ts'

interface RoleSwitchProps {
  role: Role
  onChange(role: Role): void
}

export function RoleSwitch({ role, onChange }: RoleSwitchProps): ReactElement {
  const id = useId()
  return (
    <div className="role-switch">
      <label htmlFor={id}>Role</label>
      <select
        id={id}
        data-testid="role-switch"
        value={role}
        onChange={(event) => onChange(roles.find((known) => known === event.target.value) ?? role)}
      >
        {roles.map((known) => (
          <option key={known} value={known}>
            {known.charAt(0).toUpperCase() + known.slice(1)}
          </option>
        ))}
      </select>
    </div>
  )
}
