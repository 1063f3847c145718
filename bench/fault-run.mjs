// Time to interactive of a host with 200 plugins, of which 20 fail in ten ways, against the same build
// from a server without a flaw.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mortise } from '@mortise/bundler-plugin/vite'
import { chromium } from 'playwright-core'
import { createBuilder, createLogger } from 'vite'
import { chromiumFlags, findChromium } from '../scripts/find-browser.mjs'
import { startFaultServer } from './fault-server.mjs'
import { faults, faultyPlugin, hostMain, pluginId } from './faults.mjs'
import { generateWorkspace } from './generate-workspace.mjs'

const { values } = parseArgs({
  options: {
    plugins: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
    strategy: { type: 'string', default: 'deferred' },
  },
})
const count = Number(values.plugins)
if (!(count >= 200)) throw new Error('--plugins takes a number of at least 200: every tenth fails')
const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'mortise-bench-'))), 'host')
generateWorkspace(root, count, { main: hostMain, pluginOf: faultyPlugin(values.strategy) })
const builder = await createBuilder(
  {
    root,
    configFile: false,
    customLogger: createLogger('silent'),
    build: { target: 'esnext', reportCompressedSize: false },
    plugins: [mortise({ shared: ['react'] })],
  },
  null,
)
await builder.buildApp()
const server = await startFaultServer(join(root, 'dist'))
const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: chromiumFlags(),
})

const broken = new Set(faults.map(({ id }) => id))
const healthy = Array.from({ length: count }, (_, number) => pluginId(number)).filter(
  (id) => !broken.has(id),
)
const contenders = { without: '', with: '?faults' }
const runs = { without: [], with: [] }
for (let round = -1; round < Number(values.rounds); round++) {
  for (const [name, query] of Object.entries(contenders)) {
    const run = await measure(`${server.url}/${query}`)
    // The first round warms the browser.
    if (round >= 0) runs[name].push(run)
  }
}
await browser.close()
await server.close()
rmSync(join(root, '..'), { recursive: true, force: true })
print()

/** One visit. All times in ms from the navigation on. */
async function measure(address) {
  // A cache of its own: nothing is left from the visit before.
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForFunction(
    (ids) => ids.every((id) => globalThis.host?.status(id)?.state === 'ready'),
    healthy,
    { timeout: 120_000 },
  )
  const running = await page.evaluate(() => performance.now())
  const found = await page.waitForFunction(readTimes, undefined, { timeout: 120_000 })
  const times = await found.jsonValue()
  await context.close()
  return { ...times, running }
}

/**
 * Runs in the page: when it became interactive, and for how long it was blocked until then. That is
 * the first contentful paint, or the end of the last long task before 5 s without one. The network
 * does not count: requests that hang are what is measured here.
 */
function readTimes() {
  const quietMs = 5000
  const [paint] = performance.getEntriesByName('first-contentful-paint')
  let interactive = paint?.startTime ?? 0
  let blocked = 0
  for (const [start, duration] of globalThis.run.longTasks) {
    if (start - interactive >= quietMs) break
    blocked += duration - 50
    interactive = Math.max(interactive, start + duration)
  }
  return performance.now() - interactive >= quietMs && { interactive, blocked }
}

function print() {
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
  const of = (name, key) => median(runs[name].map((run) => run[key]))
  const report = { plugins: count, strategy: values.strategy, rounds: Number(values.rounds) }
  console.log(
    `${count} plugins, ${values.strategy}, ${broken.size} faults, ${values.rounds} interleaved rounds, ${cpus().length} cores, Node ${process.version}`,
  )
  for (const key of ['interactive', 'blocked', 'running']) {
    const [without, faulty] = [of('without', key), of('with', key)]
    const ratio = without ? faulty / without : 1
    report[key] = { without, with: faulty, ratio }
    console.log(
      `${key.padEnd(12)}${Math.round(without)} ms without, ${Math.round(faulty)} ms with faults: ${ratio.toFixed(3)}x`,
    )
  }
  console.log(JSON.stringify(report))
}
