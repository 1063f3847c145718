import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

const MB = 1_000_000

test('an unloaded React plugin gives its memory back, also after ten rounds', async ({
  page,
  site,
}) => {
  test.skip(site.kind === 'dev', 'native ES modules are never given back')
  const devtools = await page.context().newCDPSession(page)
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  // The first round brings what stays for good: the factories, the runtime's later modules.
  await open(page)
  await close(page)
  const empty = await heapSize(devtools)

  await open(page)
  const taken = (await heapSize(devtools)) - empty
  expect(taken).toBeGreaterThan(5 * MB)
  await close(page)
  const kept = (await heapSize(devtools)) - empty
  expect(kept / taken).toBeLessThan(0.05)

  console.log(`taken ${taken} bytes, kept ${kept} after one round`)
  for (let round = 0; round < 10; round++) {
    await open(page)
    await close(page)
  }
  const keptAfterTen = (await heapSize(devtools)) - empty
  console.log(`kept ${keptAfterTen} bytes after ten rounds`)
  expect(keptAfterTen / taken).toBeLessThan(0.05)
})

async function open(page: Page) {
  await page.evaluate(() => window.lab.show({ plugin: 'lab.heavy', feature: 'table' }))
  await page.getByTestId('table').waitFor()
}

async function close(page: Page) {
  await page.evaluate(() => window.lab.show(undefined))
  await page.getByTestId('table').waitFor({ state: 'detached' })
  await page.evaluate(() => window.lab.host.unload('lab.heavy'))
}

/** Bytes in use after a forced collection, when it no longer falls. */
async function heapSize(devtools: CDPSession) {
  let last = Infinity
  for (;;) {
    await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    if (usedSize > last - 10_000) return usedSize
    last = usedSize
  }
}
