import { networks } from '../network/delaying-proxy.mjs'
import { openApp } from './page-visit.mjs'

/** From the click to the page of a plugin of which nothing was loaded yet. */
export const navigation = {
  name: 'navigation',
  title: 'Navigation to a feature not yet loaded',
  about:
    'From the click until the page of an inactive plugin is on the screen. With preload: the app has asked for the feature before, as it would when a link is hovered, by the same call that opens it.',
  conditions: ({ installed, network, preload }) =>
    `${installed} plugins installed, ${networks[network].title}, ${preload ? 'with' : 'without'} preload`,
  columns: [
    { key: 'time', label: 'click to page', unit: 'ms', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
    { key: 'bytes', label: 'bytes', unit: 'KB' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const { id, path } = app.plugins[cell.active]
    return stage.visit(app.out, cell.network, async ({ address, context }) => {
      const { page } = await openApp(context, address, cell)
      if (cell.preload) await page.evaluate((one) => globalThis.bench.open(one, 'page'), id)
      return page.evaluate(clickAndWait, { id, path })
    })
  },
}

/** Runs in the page. */
async function clickAndWait({ id, path }) {
  const count = performance.getEntriesByType('resource').length
  const began = performance.now()
  document.querySelector(`nav a[href="${path}"]`).click()
  const shown = await new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const mark = list.getEntriesByName(`page:${id}`)[0]
      if (mark) resolve(mark.startTime)
    }).observe({ type: 'mark', buffered: true })
  })
  const fetched = performance
    .getEntriesByType('resource')
    .slice(count)
    .filter(({ transferSize }) => transferSize > 0)
  return {
    time: shown - began,
    requests: fetched.length,
    bytes: fetched.reduce((sum, { transferSize }) => sum + transferSize, 0),
  }
}
