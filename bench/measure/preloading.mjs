import { networks } from '../network/delaying-proxy.mjs'
import { openApp } from './page-visit.mjs'

const clicks = 20

/** What preloading costs a start: the same app with and without it. */
export const preloading = {
  name: 'preloading',
  title: 'What preloading costs a start',
  about: `Mortise alone; all plugins that are not active have \`loading.preload\`, and \`preload: { share: 0 }\` of the host switches it off. From when the widgets are on the screen, ${clicks} clicks on one of them, one each 100 ms, while the others are preloaded. The browser rounds each to 8 ms, so INP, the slowest of them, goes in steps; the mean is finer.`,
  conditions: ({ installed, active, network }) =>
    `${installed} plugins installed, ${active} active, ${networks[network].title}`,
  columns: [
    { key: 'LCP', label: 'LCP', unit: 'ms', plot: true },
    { key: 'INP', label: 'INP', unit: 'ms', plot: true },
    { key: 'click', label: 'mean of the clicks', unit: 'ms' },
    { key: 'FCP', label: 'FCP', unit: 'ms' },
    { key: 'evaluated', label: 'evaluated', unit: 'ms' },
    { key: 'bytes', label: 'bytes', unit: 'KB' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    return stage.visit(app.out, cell.network, async ({ address, context, server }) => {
      const { page } = await openApp(context, address, cell, {
        untilQuiet: false,
        before: (tab) => tab.addInitScript(observeClicks),
      })
      for (let done = 0; done < clicks; done++) {
        await page.click('section button')
        await page.waitForTimeout(100)
      }
      await page.waitForFunction(() => globalThis.bench.vitals.INP !== undefined)
      const times = await page.evaluate(readTimes, clicks)
      return { ...times, bytes: server.answers.reduce((sum, { bytes }) => sum + bytes, 0) }
    })
  },
}

/** Runs in the page, before any script of its own. */
function observeClicks() {
  globalThis.clicked = []
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'click') globalThis.clicked.push(duration)
    }
  }).observe({ type: 'event', durationThreshold: 16 })
}

/** Runs in the page. */
function readTimes(clicks) {
  const { FCP, LCP, INP } = globalThis.bench.vitals
  const marks = performance.getEntriesByType('mark')
  const widgets = marks.filter(({ name }) => name.startsWith('widget:'))
  const { clicked } = globalThis
  // What was faster than 16 ms is not told.
  const told = clicked.reduce((sum, duration) => sum + duration, 0)
  return {
    FCP,
    LCP,
    INP,
    evaluated: Math.max(...widgets.map(({ startTime }) => startTime)),
    click: (told + 8 * (clicks - clicked.length)) / clicks,
  }
}
