import { judgeAims } from './aims.mjs'
import { contenderRows } from './contender-rows.mjs'
import { documentTable } from './document-table.mjs'
import { losses } from './losses.mjs'
import { plot } from './plot.mjs'
import { headOf, range, ratio, sectionsOf, shown, whenMeasured } from './tables.mjs'

/** The page and its plots: texts by their names within the folder of the documents. */
export function renderDocs(run) {
  const plots = {}
  const sections = sectionsOf(run).map((section, at) => {
    const svg = plot(section)
    const image = `images/benchmarks/${section.measure.name}-${at + 1}.svg`
    if (svg) plots[image] = svg
    return { ...section, image: svg && image }
  })
  return { 'benchmarks.md': pageOf(run, sections), ...plots }
}

const pageOf = (run, sections) => `# Benchmarks

The same app, built several ways and measured in one run. This page is generated from \`bench/results/${run.scale}.json\`, which holds every number; [bench/README.md](../bench/README.md) says how it is measured and where the limits are.

${machineText(run)}

How to read the tables: in bold the median of the interleaved rounds, ${run.rounds} where a section does not say, beside it the ratio to the first row, below it minimum and maximum. In the plots a bar is the median, the line on it goes from the minimum to the maximum. Ratios of one run mean something; milliseconds of two runs do not compare.

## Basic loading against lazy plugins

50 plugins, 5 of them active, on 4G. Basic: everything is imported statically, and an edit reloads the page. Memory is the JavaScript heap after the start. The cache is asked by a visitor who comes back after a deploy that changed 10 % of the plugins.

${table(['Metric', 'Basic', 'Enhanced (Lazy)', 'Improvement'], documentTable(run))}

## Aims

Ratios within one measure, whose rows were taken in the same rounds.

${table(['', 'aim', 'measured', ''], judgeAims(run).map(aimRow))}

## Contenders

${table(['', 'what it is', 'versions'], contenderRows(run))}

## Where mortise loses

To the monolith or to a peer by more than 5 %, in the numbers that are plotted.

${lossText(losses(run))}
${sections.map((section, at) => sectionText(run, section, at, sections)).join('')}`

/** What the head of the page does not say of a measure: its own date, machine and rounds. */
function measuredText(run, measure) {
  const own = whenMeasured(run, measure.name)
  const isLater = own.began < run.began || Date.parse(own.began) > endOf(run)
  if (isLater) return `\nMeasured by itself, ${own.rounds} rounds: ${machineText(own)}\n`
  return own.rounds === run.rounds ? '' : `\n${own.rounds} rounds.\n`
}

const endOf = ({ began, seconds }) => Date.parse(began) + (seconds + 1) * 1000

function machineText({ machine, began, seconds }) {
  const { processor, cores, memoryGB, system, node, browser, loadAtBegin } = machine
  return `${began.slice(0, 10)}, ${Math.round(seconds / 60)} minutes on ${cores} cores (${processor}), ${memoryGB} GB, ${system}, Node ${node}, ${browser}. Load when it began: ${loadAtBegin}.`
}

const aimRow = ({ text, relation, aim, measured, missedBy }) => [
  text,
  `${relation} ${aim}`,
  measured.toFixed(2),
  missedBy > 0
    ? `**missed by ${missedBy < 0.1 ? (100 * missedBy).toFixed(1) : Math.round(100 * missedBy)} %**`
    : 'met',
]

function lossText(rows) {
  if (rows.length === 0) return 'Nowhere.'
  return table(
    ['', 'conditions', 'number', 'times that of'],
    rows.map(({ measure, conditions, label, better }) => [measure, conditions, label, better]),
  )
}

function sectionText(run, section, at, all) {
  const { measure, conditions, image, columns, rows } = section
  const isFirst = all[at - 1]?.measure !== measure
  const heading = isFirst
    ? `\n## ${measure.title}\n\n${measure.about}\n${measuredText(run, measure)}`
    : ''
  const plotted = image ? `\n![${measure.title}: ${conditions}](${image})\n` : ''
  const [main, details] = [false, true].map((isDetail) =>
    columns.filter(({ detail = false }) => detail === isDetail),
  )
  const more =
    details.length > 0
      ? `\n<details><summary>More numbers</summary>\n\n${numbers(rows, details)}\n\n</details>\n`
      : ''
  return `${heading}\n### ${conditions}\n${plotted}\n${numbers(rows, main)}\n${more}`
}

function numbers(rows, columns) {
  return table(
    ['', ...columns.map(headOf)],
    rows.map((row) => rowOf(row, columns, rows[0])),
  )
}

function rowOf(row, columns, control) {
  if (row.failure) return [row.name, `does not run: ${row.failure.split('\n')[0]}`]
  return [
    row.name,
    ...columns.map((column) => {
      const value = row.values[column.index]
      if (!value) return '-'
      // A layout shift of next to nothing has no ratio that means something.
      const hasRatio = row !== control && column.unit !== '1'
      const times = hasRatio ? ratio(value, control.values[column.index]) : ''
      const between = range(value, column)
      const first = `**${shown(value, column)}**${times && ` ${times}x`}`
      return between ? `${first}<br><sub>${between}</sub>` : first
    }),
  ]
}

function table(head, rows) {
  const line = (cells) =>
    `| ${head.map((_, at) => cells[at]?.replaceAll('|', '\\|') ?? '').join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
