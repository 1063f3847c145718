/** In ms: frames are no clock, a page that has nothing to draw makes none. */
const polling = 50

/**
 * Opens the app, until all active plugins' widgets are on the screen and 500 ms were quiet.
 * @param before Called with the page and its session before the navigation.
 * @param expected Errors in the console that are no failures.
 * @param untilQuiet Whether the 500 ms are waited for.
 */
export async function openApp(
  context,
  address,
  { active, cpu = 1 },
  { before, expected, untilQuiet = true } = {},
) {
  const page = await context.newPage()
  const failures = []
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected?.test(message.text())) failures.push(message.text())
  })
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  await page.addInitScript(observe)
  await before?.(page, session)
  await page.goto(address, { waitUntil: 'commit' })
  await whileHealthy(page, failures, async () => {
    await page.waitForFunction(shownWidgets, active, { timeout: 120_000, polling })
    if (untilQuiet) await page.waitForFunction(isQuiet, undefined, { timeout: 120_000, polling })
  })
  return { page, session, failures }
}

/** A page that has thrown is not waited for. */
async function whileHealthy(page, failures, work) {
  let timer
  const failed = new Promise((_, reject) => {
    timer = setInterval(() => failures.length && reject(new Error(failures.join('\n'))), 200)
  })
  try {
    await Promise.race([work(), failed])
  } finally {
    clearInterval(timer)
  }
}

/** Runs in the page, before any script of its own. */
function observe() {
  performance.setResourceTimingBufferSize(5000)
  globalThis.longTasks = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      globalThis.longTasks.push({ startTime, duration })
    }
  }).observe({ type: 'longtask', buffered: true })
}

function shownWidgets(count) {
  const marks = performance.getEntriesByType('mark')
  return globalThis.bench && marks.filter(({ name }) => name.startsWith('widget:')).length >= count
}

function isQuiet() {
  const last = globalThis.longTasks.at(-1)
  const end = last ? last.startTime + last.duration : 0
  const painted = globalThis.bench.vitals.FCP ?? Infinity
  return performance.now() - Math.max(end, painted) > 500
}

/** When the widgets of the active plugins were on the screen, in ms since the navigation. */
export const readEvaluated = (page) =>
  page.evaluate(() => {
    const marks = performance.getEntriesByType('mark')
    const widgets = marks.filter(({ name }) => name.startsWith('widget:'))
    return Math.max(0, ...widgets.map(({ startTime }) => startTime))
  })

/**
 * Requests and bytes on the wire (bodies as sent, and headers) since the page began, and what the
 * cache had: how many files, and the share of the bodies' bytes in percent.
 */
export function readTraffic(page) {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation')
    const all = [navigation, ...performance.getEntriesByType('resource')]
    const sum = (list, key) => list.reduce((total, entry) => total + entry[key], 0)
    // What came from the cache has no bytes; what was asked for again and had not changed has 300.
    const asked = all.filter(({ transferSize }) => transferSize > 0)
    const kept = all.filter(({ transferSize, encodedBodySize }) => transferSize < encodedBodySize)
    return {
      requests: asked.length,
      bytes: sum(asked, 'transferSize'),
      fromCache: all.length - asked.length,
      keptShare: (100 * sum(kept, 'encodedBodySize')) / sum(all, 'encodedBodySize'),
    }
  })
}
