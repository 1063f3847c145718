// Builds the same app several ways and measures all of them in one run. See README.md.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { estimateSeconds } from './estimate.mjs'
import { describeMachine } from './machine.mjs'
import { describeVersions } from './versions.mjs'
import { readOptions, resultsOf } from './options.mjs'
import { printTables } from './report/print-tables.mjs'
import { writeDocs } from './report/write-docs.mjs'
import { intoDefault, readResults, writeResults } from './results-file.mjs'
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
  /** When each measure ran, where, and in how many rounds. */
  measured: {},
  results: [],
}
say(`about ${Math.ceil(estimateSeconds(plan) / 60)} minutes on 2 cores with nothing else to do`)
try {
  for (const { measure, cells, rounds: ownRounds } of plan) {
    const before = run.results
    const measureBegan = Date.now()
    // After each round: what was measured is kept when the run is interrupted.
    const keep = (results) => {
      run.results = [...before, ...results]
      run.seconds = secondsSince(began)
      run.measured[measure.name] = {
        began: new Date(measureBegan).toISOString(),
        seconds: secondsSince(measureBegan),
        rounds: ownRounds,
        machine: run.machine,
      }
      writeResults(options.out, run)
    }
    await runMeasure(measure, cells, { rounds: ownRounds, stage, say, keep })
  }
} finally {
  await stage.close()
}
printTables(run)
// From what was written: its numbers are rounded, and the page has to be what they give.
if (options.isWhole) writeDocs(readResults(options.out))
const failures = run.results.filter(({ failure }) => failure)
const skipped = run.results.filter((result) => result.skipped).length
const peers = failures.filter(({ isPeer }) => isPeer).length
const own = failures.length - peers
console.log(`\nEvery number: ${options.out}`)
console.log(
  `${run.results.length - failures.length - skipped} measured, ${own} failed, ${skipped} skipped, ${peers} of peers that do not run here, ${run.seconds} s`,
)
process.exitCode = own > 0 ? 1 : 0
if (options.isMerged) mergeIntoDefault()

/** Nothing half: a cell of ours that failed leaves the results as they were. */
function mergeIntoDefault() {
  if (own > 0) return console.log('Not put into the default results: see what failed.')
  const file = resultsOf('default')
  writeResults(file, intoDefault(readResults(file), readResults(options.out)))
  writeDocs(readResults(file))
  console.log(`Put into ${file}, and docs/benchmarks.md is written`)
}

function secondsSince(time) {
  return Math.round((Date.now() - time) / 1000)
}
