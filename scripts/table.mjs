/** A table in plain text. Columns whose cells are all numbers are set flush right. */
export function table(head, rows, total) {
  const all = [head, ...rows, ...(total ? [total] : [])]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  const numeric = head.map((_, column) => rows.every((row) => /^[\d.]+$/.test(row[column])))
  const line = (row) =>
    row
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [line(head), rule, ...rows.map(line), ...(total ? [rule, line(total)] : [])].join('\n')
}
