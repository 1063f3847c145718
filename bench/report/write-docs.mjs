// Makes docs/benchmarks.md and its plots from the numbers of a run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeAims } from './aims.mjs'
import { documentTable } from './document-table.mjs'
import { losses } from './losses.mjs'
import { plot } from './plot.mjs'
import { range, ratio, sectionsOf, shown } from './tables.mjs'

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

/** Writes the page from a run; the plots of an earlier one go. */
export function writeDocs(run) {
  const images = path('docs/images/benchmarks')
  rmSync(images, { recursive: true, force: true })
  mkdirSync(images, { recursive: true })
  const sections = sectionsOf(run).map((section, at) => {
    const svg = plot(section)
    if (svg) writeFileSync(join(images, `${at}.svg`), svg)
    return { ...section, image: svg && `images/benchmarks/${at}.svg` }
  })
  writeFileSync(path('docs/benchmarks.md'), pageOf(run, sections))
}

function pageOf(run, sections) {
  return `# Benchmarks

Generated from \`bench/results/${run.scale}.json\`, which holds every number. How it is measured, and what the limits are: [bench/README.md](../bench/README.md).

${machineLine(run)}

Median of ${run.rounds} interleaved rounds, in brackets the minimum and the maximum, and the ratio to the first row. Only ratios of one run mean something.

## Basic loading against lazy plugins

50 plugins, 5 of them active, on 4G. Basic: everything is imported statically, an edit reloads the page.

${table(['Metric', 'Basic', 'Mortise (lazy)', 'Improvement'], documentTable(run))}

## Aims

${table(['', 'aim', 'measured', ''], aimRows(run))}

## Where mortise loses

By more than 5 %, in the numbers that are plotted:

${list(losses(run))}
${sections.map(sectionText).join('')}`
}

function machineLine({ machine, began, seconds }) {
  const { processor, cores, memoryGB, system, node, browser, loadAtBegin } = machine
  return `${began.slice(0, 10)}, ${Math.round(seconds / 60)} minutes on ${cores} cores (${processor}), ${memoryGB} GB, ${system}, Node ${node}, ${browser}; load when it began ${loadAtBegin}.`
}

const aimRows = (run) =>
  judgeAims(run).map(({ text, relation, aim, measured, isMet }) => [
    text,
    `${relation} ${aim}`,
    measured.toFixed(2),
    isMet ? 'met' : 'missed',
  ])

function sectionText(section, at, all) {
  const isFirst = all[at - 1]?.measure !== section.measure
  const heading = isFirst ? `\n## ${section.measure.title}\n\n${section.measure.about}\n` : ''
  const image = section.image ? `\n![${section.conditions}](${section.image})\n` : ''
  const { columns, rows } = section
  const head = ['', ...columns.map(({ label, unit }) => (unit === 'ms' ? `${label}, ms` : label))]
  return `${heading}\n### ${section.conditions}\n${image}\n${table(
    head,
    rows.map((row) => rowOf(row, section)),
  )}\n`
}

function rowOf(row, { columns, rows: [control] }) {
  if (row.failure) return [row.name, `failed: ${row.failure.split('\n')[0]}`]
  return [
    row.name,
    ...columns.map((column) => {
      const value = row.values[column.index]
      const between = range(value, column)
      const times = row === control ? '' : ratio(value, control.values[column.index])
      return [shown(value, column), between && `(${between})`, times && `**${times}x**`]
        .filter(Boolean)
        .join(' ')
    }),
  ]
}

function table(head, rows) {
  const line = (cells) =>
    `| ${head.map((_, at) => cells[at]?.replaceAll('|', '\\|') ?? '').join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const list = (lines) =>
  lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : 'Nowhere.'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? path('bench/results/default.json')
  writeDocs(JSON.parse(readFileSync(file, 'utf8')))
}
