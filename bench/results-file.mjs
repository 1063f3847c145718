import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export const readResults = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** One sample a line: readable, and a later run's changes are lines. */
export function writeResults(path, run) {
  const file = resolve(path)
  mkdirSync(dirname(file), { recursive: true })
  const results = run.results.map(
    ({ samples, ...rest }) =>
      `${JSON.stringify(rest).slice(0, -1)},"samples":[\n${samples.map((one) => JSON.stringify(rounded(one))).join(',\n')}\n]}`,
  )
  const head = JSON.stringify({ ...run, results: undefined }, undefined, 2).slice(0, -2)
  writeFileSync(file, `${head},\n  "results": [\n${results.join(',\n')}\n]}\n`)
}

/** A thousandth is far below what a clock here can tell. */
function rounded(sample) {
  return Object.fromEntries(
    Object.entries(sample).map(([key, value]) => [
      key,
      typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
    ]),
  )
}

/**
 * The results of a default run in which the measures of a later run stand in the place of their
 * earlier numbers: whole measures, because only rows of one run compare. Each keeps its own date,
 * machine and rounds. @throws Where the two have measured other versions.
 */
export function intoDefault(whole, part) {
  const names = Object.keys(part.measured)
  const changed = Object.keys(part.versions).filter(
    (name) => part.versions[name] !== whole.versions[name],
  )
  if (changed.length > 0) {
    throw new Error(`A whole run is needed: other versions of ${changed.join(', ')}`)
  }
  const { began, seconds, rounds, machine } = whole
  const others = whole.results.filter(({ measure }) => !names.includes(measure))
  const before = Object.fromEntries(
    others.map(({ measure }) => [
      measure,
      whole.measured?.[measure] ?? { began, seconds, rounds, machine },
    ]),
  )
  return {
    ...whole,
    measured: { ...before, ...part.measured },
    results: [...others, ...part.results],
  }
}
