import { headOf, range, ratio, sectionsOf, shown } from './tables.mjs'

/** All tables of a run, in plain text: median, range, and the ratio to the first row. */
export function printTables(run) {
  for (const section of sectionsOf(run)) {
    console.log(
      `\n${section.measure.title}: ${section.conditions} (${section.measured.rounds} rounds)`,
    )
    const head = ['', ...section.columns.map(headOf)]
    console.log(table([head, ...section.rows.map((row) => cellsOf(row, section))]))
  }
}

function cellsOf(row, { columns, rows: [control] }) {
  if (row.failure) return [row.name, `failed: ${row.failure.split('\n')[0]}`]
  const cells = columns.map((column) => {
    const value = row.values[column.index]
    const times = row === control ? '' : ratio(value, control.values[column.index])
    const details = [range(value, column), times && `${times}x`].filter(Boolean).join(' ')
    return details ? `${shown(value, column)} (${details})` : shown(value, column)
  })
  return [row.name, ...cells]
}

function table(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(
      ...rows.map((row) => (row.length > 2 || column === 0 ? (row[column] ?? '').length : 0)),
    ),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
