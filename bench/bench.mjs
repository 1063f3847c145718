// Builds the same app several ways and measures all of them in one run. See README.md.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { estimateSeconds } from './estimate.mjs'
import { describeMachine } from './machine.mjs'
import { describeVersions } from './versions.mjs'
import { readOptions } from './options.mjs'
import { printTables } from './report/print-tables.mjs'
import { writeDocs } from './report/write-docs.mjs'
import { runMeasure } from './run-measure.mjs'
import { openStage } from './stage.mjs'

const options = readOptions(process.argv.slice(2))
const { plan, rounds } = options
const began = Date.now()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mortise-bench-')))
process.on('exit', () => options.keep || rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    console.log(`\nInterrupted. The rounds that were finished: ${options.out}`)
    process.exit(1)
  })
}
const stage = await openStage(folder)
const say = (text) =>
  console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s  ${text}`)

const run = {
  format: 1,
  began: new Date(began).toISOString(),
  scale: options.scale,
  only: options.only,
  rounds,
  machine: describeMachine(stage.browser),
  versions: describeVersions(),
  seconds: 0,
  results: [],
}
say(
  `about ${Math.ceil(estimateSeconds(plan, rounds) / 60)} minutes on 2 cores with nothing else to do`,
)
try {
  for (const { measure, cells } of plan) {
    const before = run.results
    // After each round: what was measured is kept when the run is interrupted.
    const keep = (results) => {
      run.results = [...before, ...results]
      run.seconds = Math.round((Date.now() - began) / 1000)
      write(run)
    }
    await runMeasure(measure, cells, { rounds, stage, say, keep })
  }
} finally {
  await stage.close()
}
printTables(run)
// From what was written: its numbers are rounded, and the page has to be what they give.
if (options.isWhole) writeDocs(JSON.parse(readFileSync(options.out, 'utf8')))
const failures = run.results.filter(({ failure }) => failure)
const peers = failures.filter(({ isPeer }) => isPeer).length
const own = failures.length - peers
console.log(`\nEvery number: ${options.out}`)
console.log(
  `${run.results.length - failures.length} measured, ${own} failed, ${peers} of peers that do not run here, ${run.seconds} s`,
)
process.exitCode = own > 0 ? 1 : 0

function write(value) {
  const file = resolve(options.out)
  mkdirSync(dirname(file), { recursive: true })
  // One sample a line: readable, and a later run's changes are lines.
  const results = value.results.map(
    ({ samples, ...rest }) =>
      `${JSON.stringify(rest).slice(0, -1)},"samples":[\n${samples.map((one) => JSON.stringify(rounded(one))).join(',\n')}\n]}`,
  )
  const head = JSON.stringify({ ...value, results: undefined }, undefined, 2).slice(0, -2)
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
