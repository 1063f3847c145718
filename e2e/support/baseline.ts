import type { Page } from '@playwright/test'

/** What a page has more of when something was left in it. */
export interface Baseline {
  /** Nodes that the browser keeps, in the page or out of it. */
  readonly nodes: number
  /** Listeners of all targets. */
  readonly listeners: number
  /** Listeners of `window` and `document`, by type. */
  readonly page: readonly string[]
  readonly sheets: number
}

/** Reads it through the DevTools protocol, after forced collections. */
export async function readBaseline(page: Page): Promise<Baseline> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
  const types: string[] = []
  for (const expression of ['window', 'document']) {
    const { result } = await devtools.send('Runtime.evaluate', { expression })
    const { objectId = '' } = result
    const { listeners } = await devtools.send('DOMDebugger.getEventListeners', { objectId })
    types.push(...listeners.map(({ type }) => `${expression} ${type}`))
  }
  await devtools.detach()
  const sheets = await page.evaluate(
    () => document.styleSheets.length + document.adoptedStyleSheets.length,
  )
  return { nodes, listeners: jsEventListeners, page: types.toSorted(), sheets }
}
