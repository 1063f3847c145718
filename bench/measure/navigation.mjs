import { networks } from '../network/delaying-proxy.mjs'
import { openApp } from './page-visit.mjs'

/** In ms: how long a mouse is over a link before it clicks, and how long a page is read. */
const hover = 300
const reading = 2000

/** Ways to bring a page before its link is clicked, by `preload` of a cell. */
const ways = {
  false: { title: 'without preload', prepare: () => undefined },
  true: {
    title: 'with preload',
    prepare: (page, { id }) => page.evaluate((one) => globalThis.bench.open(one, 'page'), id),
  },
  intent: {
    title: `by the runtime, ${hover} ms after the mouse came over the link`,
    // Links that could be seen would be preloaded before.
    open: (page) => page.addInitScript(hideNavigation),
    async prepare(page, { path }) {
      await page.evaluate(() => globalThis.showNavigation())
      await page.hover(`nav a[href="${path}"]`)
      await page.waitForTimeout(hover)
    },
  },
  visible: {
    title: `by the runtime, the link could be seen for ${reading} ms`,
    prepare: (page) => page.waitForTimeout(reading),
  },
}

/** From the click to the page of a plugin of which nothing was loaded yet. */
export const navigation = {
  name: 'navigation',
  title: 'Navigation to a feature not yet loaded',
  about:
    'From the click until the page of an inactive plugin is on the screen. With preload: the app has asked for the feature before, by the same call that opens it. By the runtime: the manifests have `loading.preload`, and the app does nothing; the navigation is in a menu that opens when the mouse comes, or can be seen all the time.',
  conditions: ({ installed, network, preload }) =>
    `${installed} plugins installed, ${networks[network].title}, ${ways[preload].title}`,
  columns: [
    { key: 'time', label: 'click to page', unit: 'ms', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
    { key: 'bytes', label: 'bytes', unit: 'KB' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const { id, path } = app.plugins[cell.active]
    const { open: before, prepare } = ways[cell.preload]
    return stage.visit(app.out, cell.network, async ({ address, context }) => {
      const { page } = await openApp(context, address, cell, { before })
      await prepare(page, { id, path })
      return page.evaluate(clickAndWait, { id, path })
    })
  },
}

/** Runs in the page, before any script of its own: a menu that is closed. */
function hideNavigation() {
  const style = new CSSStyleSheet()
  style.replaceSync('nav { display: none }')
  document.adoptedStyleSheets = [style]
  globalThis.showNavigation = () => void (document.adoptedStyleSheets = [])
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
