import { shown } from './tables.mjs'

const row = 22
const panel = { width: 260, gap: 24, top: 34 }
const labelWidth = 150

/**
 * Bars of a section's plotted columns, one panel beside the other: the median, and a line from the
 * minimum to the maximum. Legible on a light and on a dark page.
 */
export function plot({ rows, columns }) {
  const plotted = columns.filter((column) => column.plot)
  const shownRows = rows.filter(({ values }) => plotted.some(({ index }) => values[index]))
  if (plotted.length === 0 || shownRows.length === 0) return undefined
  const width = labelWidth + plotted.length * (panel.width + panel.gap)
  const height = panel.top + shownRows.length * row + 8
  const labels = shownRows.map(({ name }, at) => text(labelWidth - 8, middle(at), name, 'end'))
  const panels = plotted.map((column, at) =>
    panelOf(column, shownRows, labelWidth + at * (panel.width + panel.gap)),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#808080">
${[...labels, ...panels].join('\n')}
</svg>
`
}

function panelOf(column, rows, left) {
  const most = Math.max(...rows.map(({ values }) => values[column.index]?.max ?? 0)) || 1
  // Room for the number behind the bar.
  const scale = (value) => ((panel.width - 56) * value) / most
  const title = text(left, 18, column.unit ? `${column.label}, ${column.unit}` : column.label)
  const bars = rows.flatMap(({ name, values }, at) => {
    const value = values[column.index]
    if (!value) return []
    const y = panel.top + at * row
    const colour = ['mortise', 'as it is'].includes(name) ? '#2563eb' : '#94a3b8'
    return [
      `<rect x="${left}" y="${y + 3}" width="${round(scale(value.median))}" height="${row - 8}" fill="${colour}"/>`,
      `<path d="M${round(left + scale(value.min))} ${y + row / 2 - 1}H${round(left + scale(value.max))}" stroke="#f59e0b" stroke-width="2"/>`,
      text(round(left + scale(value.max)) + 6, middle(at), shown(value, column)),
    ]
  })
  return [title, ...bars].join('\n')
}

const middle = (at) => panel.top + at * row + 14
const round = (value) => Math.round(value * 10) / 10

const text = (x, y, content, anchor = 'start') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`
