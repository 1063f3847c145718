import { measures } from '../measure/index.mjs'
import { summarise } from '../statistics.mjs'

/**
 * A run as tables: for each measure a section for each of its conditions, in it a row for each
 * contender and a cell for each column, with the ratio to the first row's.
 */
export function sectionsOf(run) {
  const { results } = run
  return measures.flatMap((measure) => {
    const own = results.filter((result) => result.measure === measure.name)
    const groups = groupBy(own, ({ cell }) => measure.conditions(cell))
    const measured = whenMeasured(run, measure.name)
    return [...groups].map(([conditions, group]) => ({
      ...section(measure, conditions, group),
      measured,
    }))
  })
}

/** When a measure ran, where, and in how many rounds: with the whole run, or later by itself. */
export function whenMeasured({ began, seconds, rounds, machine, measured }, measure) {
  return measured?.[measure] ?? { began, seconds, rounds, machine }
}

function section(measure, conditions, group) {
  const rows = group.map(({ cell, samples, failure, skipped }) => ({
    name: cell.name ?? cell.contender,
    failure: failure ?? skipped,
    isOwn: cell.contender === 'mortise' || cell.name === 'as it is',
    isVariant: cell.variant !== undefined,
    values: measure.columns.map(({ key }) => summarise(samples.map((sample) => sample[key]))),
  }))
  const columns = measure.columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ index }) => rows.some(({ values }) => values[index]))
  return { measure, conditions, columns, rows }
}

/** Node 20 has no Map.groupBy. */
function groupBy(list, keyOf) {
  const groups = new Map()
  for (const item of list) {
    const key = keyOf(item)
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key).push(item)
  }
  return groups
}

const formats = {
  ms: (value) => value.toFixed(value < 10 ? 1 : 0),
  B: (value) => value.toFixed(0),
  KB: (value) => (value / 1024).toFixed(1),
  '%': (value) => value.toFixed(1),
  1: (value) => value.toFixed(3),
  '': (value) => String(Math.round(value * 10) / 10),
}

/** What stands above a column: its label, and its unit if it has one that has a name. */
export const headOf = ({ label, unit }) => (/[A-Z%]/i.test(unit) ? `${label}, ${unit}` : label)

/** The median in the column's unit. */
export const shown = (summary, { unit }) => (summary ? formats[unit](summary.median) : '-')

/** `min-max`, or nothing where all rounds agree. */
export function range(summary, { unit }) {
  if (!summary) return ''
  const [low, high] = [formats[unit](summary.min), formats[unit](summary.max)]
  return low === high ? '' : `${low}-${high}`
}

/** By how much a row's median is the control's. */
export function ratio(summary, control) {
  return summary && control?.median > 0 ? (summary.median / control.median).toFixed(2) : ''
}
