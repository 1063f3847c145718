import { headOf, shown } from './tables.mjs'

const row = 24
const panel = { width: 270, gap: 20, head: 30, foot: 14 }
const labelWidth = 176
const columnsOfPanels = 2

/** A page in either scheme shows an image by its address, so the image asks for the scheme itself. */
const style = `text { fill: #1f2328; font: 12px system-ui, sans-serif }
.muted { fill: #59636e } .own { fill: #2563eb } .other { fill: #a3adba } .range { stroke: #d97706 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .muted { fill: #9198a1 } .own { fill: #4493f8 } .other { fill: #656c76 }
.range { stroke: #f5b73d } }`

/**
 * Bars of a section's plotted columns, two panels to a line: the median, and a line from the minimum
 * to the maximum.
 */
export function plot({ measure, conditions, rows, columns }) {
  const plotted = columns.filter((column) => column.plot)
  const shownRows = rows.filter(({ values }) => plotted.some(({ index }) => values[index]))
  if (plotted.length === 0 || shownRows.length === 0) return undefined
  const lines = Math.ceil(plotted.length / columnsOfPanels)
  const lineHeight = panel.head + shownRows.length * row + panel.foot
  const width = labelWidth + Math.min(plotted.length, columnsOfPanels) * (panel.width + panel.gap)
  const labels = Array.from({ length: lines }, (_, line) =>
    shownRows.map(({ name }, at) =>
      text(labelWidth - 10, line * lineHeight + baseline(at), name, 'text-anchor="end"'),
    ),
  ).flat()
  const panels = plotted.map((column, at) =>
    panelOf(column, shownRows, {
      left: labelWidth + (at % columnsOfPanels) * (panel.width + panel.gap),
      top: Math.floor(at / columnsOfPanels) * lineHeight,
    }),
  )
  const height = lines * lineHeight
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${measure.title}: ${conditions}</title>
<style>${style}</style>
${[...labels, ...panels].join('\n')}
</svg>
`
}

function panelOf(column, rows, { left, top }) {
  const most = Math.max(...rows.map(({ values }) => values[column.index]?.max ?? 0)) || 1
  // Room for the number behind the bar.
  const scale = (value) => Math.round(((panel.width - 58) * value * 10) / most) / 10
  const bars = rows.flatMap(({ values, isOwn }, at) => {
    const value = values[column.index]
    if (!value) return []
    const y = top + panel.head + at * row
    const kind = isOwn ? 'own' : 'other'
    const end = left + scale(value.max)
    return [
      `<rect class="${kind}" x="${left}" y="${y + 3}" width="${Math.max(1, scale(value.median))}" height="${row - 8}" rx="2"/>`,
      value.max > value.min
        ? `<path class="range" d="M${left + scale(value.min)} ${y + row / 2 - 1}H${end}" stroke-width="2"/>`
        : '',
      text(end + 6, top + baseline(at), shown(value, column)),
    ].filter(Boolean)
  })
  return [text(left, top + 18, headOf(column), 'class="muted"'), ...bars].join('\n')
}

const baseline = (at) => panel.head + at * row + 15

const text = (x, y, content, attributes = '') =>
  `<text x="${Math.round(x * 10) / 10}" y="${y}"${attributes && ` ${attributes}`}>${content}</text>`
