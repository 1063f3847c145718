import { parseArgs } from 'node:util'
import { installDependencies } from './dependencies.mjs'
import { ensureChromium, ensureFirefox } from './install-browser.mjs'
import { oneCheck, sum } from './test-results.mjs'
import { steps } from './test-steps.mjs'
import { table } from './table.mjs'
import { requireNode } from './workspace.mjs'

const names = steps.map((step) => step.name)
const help = `Runs every test and check, and goes on after a failure so that all are reported.

  npm test                              everything
  npm test -- --only unit,e2e           some steps: ${names.join(', ')}
  npm test -- --help                    this text
`

requireNode()
const { only, help: wantsHelp } = readOptions()
if (wantsHelp) {
  console.log(help)
} else {
  await installDependencies()
  await runSteps(steps.filter((step) => !only || only.includes(step.name)))
}

async function runSteps(chosen) {
  const browsers = chosen.some((step) => step.needs) ? await findBrowsers() : {}
  const rows = []
  for (const step of chosen) {
    console.log(`\n━━ ${step.title} ━━\n`)
    rows.push({ ...step, ...(await runStep(step, browsers)) })
  }
  report(rows)
}

async function findBrowsers() {
  const chromium = await ensureChromium()
  const firefox = await ensureFirefox()
  // The runners are told what was found, so that all of them drive the same browser.
  if (chromium) process.env.CHROME_PATH = chromium
  if (firefox) process.env.FIREFOX_PATH = firefox
  console.log(
    `Chromium: ${chromium ?? 'none'}\nFirefox: ${firefox ?? 'none, its tests are skipped'}`,
  )
  return { chromium, firefox }
}

async function runStep(step, browsers) {
  const started = performance.now()
  const result = await attempt(step, browsers)
  return { ...result, seconds: (performance.now() - started) / 1000 }
}

async function attempt(step, browsers) {
  if (step.needs && !browsers[step.needs]) {
    console.error(`Not run: no ${step.needs} was found. What to do is said above.`)
    return oneCheck(1)
  }
  try {
    return await step.run()
  } catch (error) {
    console.error(error)
    return oneCheck(1)
  }
}

/** The very last line is for machines to read: `N passed, N failed, N skipped`. */
function report(rows) {
  const { passed, failed, skipped } = sum(rows)
  const cells = rows.map((row) => [
    row.title,
    ...[row.passed, row.failed, row.skipped].map(String),
    row.seconds.toFixed(1),
  ])
  console.log(`\n${table(['step', 'passed', 'failed', 'skipped', 'seconds'], cells)}\n`)
  if (passed + failed === 0) console.error('No test ran.')
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    })
    const only = values.only?.split(',').map((name) => name.trim())
    const unknown = only?.find((name) => !names.includes(name))
    if (unknown !== undefined) throw new Error(`There is no step "${unknown}"`)
    return { ...values, only }
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    return process.exit(2)
  }
}
