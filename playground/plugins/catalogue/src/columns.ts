import type { Column, Kind, Row } from './service.ts'

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** The columns of some rows, each with the kind of its first known value. */
export function describeColumns(rows: readonly Row[]): readonly Column[] {
  const names = Object.keys(rows[0] ?? {})
  return names.map((name) => ({ name, kind: kindOf(name, rows) }))
}

function kindOf(name: string, rows: readonly Row[]): Kind {
  const value = rows.find((row) => row[name] !== null)?.[name]
  if (typeof value === 'number') return 'number'
  return typeof value === 'string' && isoDate.test(value) ? 'date' : 'text'
}
