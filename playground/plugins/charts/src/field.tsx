import { type ReactElement, useId } from 'react'
import styles from './explore.module.css'

interface FieldProps {
  label: string
  testId: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange(value: string): void
}

export function Field({ label, testId, value, options, onChange }: FieldProps): ReactElement {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        data-testid={testId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
