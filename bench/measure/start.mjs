import { networks } from '../network/delaying-proxy.mjs'
import { openApp, readTraffic } from './page-visit.mjs'

/** In ms. */
const quiet = 500

/** Cold and warm start: a visit in a new context, and one more with what the first left in the cache. */
export const start = {
  name: 'start',
  title: 'Start',
  about:
    'Times since the navigation. Evaluated: the widgets of all active plugins are on the screen. Interactive: the navigation is there and answers clicks, and 500 ms without a long task follow. Bytes on the wire: bodies in gzip, and 300 for the headers of each response, as the browser counts them. Warm: a second visit with what the first left in the cache.',
  conditions: ({ installed, active, network, cpu }) =>
    `${installed} plugins installed, ${active} active, ${networks[network].title}, CPU ${cpu}x`,
  columns: [
    { key: 'evaluated', label: 'evaluated', unit: 'ms', plot: true },
    { key: 'interactive', label: 'interactive', unit: 'ms' },
    { key: 'requests', label: 'requests', unit: '', plot: true },
    { key: 'bytes', label: 'bytes', unit: 'KB', plot: true },
    { key: 'warmEvaluated', label: 'warm evaluated', unit: 'ms', plot: true },
    { key: 'FCP', label: 'FCP', unit: 'ms', detail: true },
    { key: 'LCP', label: 'LCP', unit: 'ms', detail: true },
    { key: 'CLS', label: 'CLS', unit: '1', detail: true },
    { key: 'INP', label: 'INP', unit: 'ms', detail: true },
    { key: 'TTFB', label: 'TTFB', unit: 'ms', detail: true },
    { key: 'blocked', label: 'long tasks', unit: 'ms', detail: true },
    { key: 'warmInteractive', label: 'warm interactive', unit: 'ms', detail: true },
    { key: 'warmRequests', label: 'warm requests', unit: '', detail: true },
    { key: 'warmBytes', label: 'warm bytes', unit: 'KB', detail: true },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    return stage.visit(app.out, cell.network, async ({ address, context }) => {
      const cold = await oneStart(context, address, cell)
      const warm = await oneStart(context, address, cell)
      return {
        ...cold,
        warmEvaluated: warm.evaluated,
        warmInteractive: warm.interactive,
        warmRequests: warm.requests,
        warmBytes: warm.bytes,
        warmFCP: warm.FCP,
      }
    })
  },
}

async function oneStart(context, address, cell) {
  const { page, failures } = await openApp(context, address, cell)
  const traffic = await readTraffic(page)
  const { navigationShown, tasks, ...times } = await page.evaluate(readTimes)
  await clickNavigation(page)
  // A click's cost is known a moment after its frame.
  await page.waitForFunction(() => globalThis.bench.vitals.INP !== undefined, undefined, {
    polling: 50,
  })
  const {
    FCP = 0,
    LCP = 0,
    CLS = 0,
    INP = 0,
    TTFB = 0,
  } = await page.evaluate(() => globalThis.bench.vitals)
  await page.close()
  if (failures.length) throw new Error(failures.join('\n'))
  const interactive = interactiveSince(Math.max(FCP, navigationShown), tasks)
  return { ...times, interactive, ...traffic, FCP, LCP, CLS, INP, TTFB }
}

/** The end of the last long task before 500 ms without one, from the moment on that a click can answer. */
function interactiveSince(clickable, tasks) {
  let quietSince = clickable
  for (const { startTime, duration } of tasks) {
    if (startTime - quietSince >= quiet) break
    quietSince = Math.max(quietSince, startTime + duration)
  }
  return quietSince
}

/** Runs in the page. */
function readTimes() {
  const marks = performance
    .getEntriesByType('mark')
    .filter(({ name }) => name.startsWith('widget:'))
  const { longTasks } = globalThis
  return {
    evaluated: Math.max(0, ...marks.map(({ startTime }) => startTime)),
    navigationShown: performance.getEntriesByName('navigation:shown')[0].startTime,
    tasks: longTasks,
    longTasks: longTasks.length,
    blocked: longTasks.reduce((sum, { duration }) => sum + duration, 0),
  }
}

/** The navigation answers: the title changes at a click. Gives INP its interaction. */
async function clickNavigation(page) {
  await page.click('nav a:last-of-type')
  await page.waitForFunction(() => document.querySelector('h1').textContent !== 'Overview')
}
