import type { Page } from '@playwright/test'
import { grewMost, growth, openHeap } from './support/heap.ts'
import { expect, test } from './support/test.ts'

// A trace keeps copies of the page's DOM in the page, and would be what is measured.
test.use({ app: 'lab', trace: 'off' })

const MB = 1_000_000

/** The page shows the plugin when it is unloaded, or has left it before. */
const ways = [
  { way: 'left and unloaded', close: leaveAndUnload },
  { way: 'unloaded while it is shown', close: unloadAndLeave },
]

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
})

for (const { way, close } of ways) {
  test(`nothing of a React plugin stays when it is ${way}, from the first time on`, async ({
    page,
  }) => {
    const heap = await openHeap(page)
    const empty = await heap.used()
    const before = await heap.contents()
    await open(page)
    const taken = (await heap.used()) - empty
    expect(taken).toBeGreaterThan(5 * MB)

    await close(page)
    const once = await heap.contents()
    // V8's caches of numbers as strings and Blink's of DOM classes grow once, by about 2 %.
    expect(growth(before, once) / taken, grewMost(before, once)).toBeLessThan(0.05)

    await repeat(10, page, close)
    const again = await heap.contents()
    expect(growth(once, again) / taken, grewMost(once, again)).toBeLessThan(0.01)
    const kept = [growth(before, once), growth(once, again)]
    console.log(`taken ${taken} bytes, kept ${kept.join(' after one round, ')} after ten more`)
  })

  test(`the heap gives a React plugin's memory back when it is ${way}, also after ten rounds`, async ({
    page,
  }) => {
    const heap = await openHeap(page)
    // V8 compiles React and the runtime while they run, and again while they run often. That code
    // counts as heap, and is most of what the first rounds keep (the test above leaves it out).
    await repeat(5, page, close)
    const empty = await heap.used()
    await open(page)
    const taken = (await heap.used()) - empty
    expect(taken).toBeGreaterThan(5 * MB)

    await close(page)
    const keptOnce = (await heap.used()) - empty
    expect(keptOnce / taken).toBeLessThan(0.05)

    await repeat(10, page, close)
    const kept = (await heap.used()) - empty
    console.log(`taken ${taken} bytes, kept ${keptOnce} after one round, ${kept} after ten more`)
    expect(kept / taken).toBeLessThan(0.05)
  })
}

async function repeat(rounds: number, page: Page, close: (page: Page) => Promise<void>) {
  for (let round = 0; round < rounds; round++) {
    await open(page)
    await close(page)
  }
}

async function open(page: Page) {
  await page.evaluate(() => window.lab.show({ plugin: 'lab.heavy', feature: 'table' }))
  await page.getByTestId('table').waitFor()
}

async function leaveAndUnload(page: Page) {
  await page.evaluate(() => window.lab.show(undefined))
  await page.getByTestId('table').waitFor({ state: 'detached' })
  await page.evaluate(() => window.lab.host.unload('lab.heavy'))
}

async function unloadAndLeave(page: Page) {
  await page.evaluate(() => window.lab.host.unload('lab.heavy'))
  await page.getByTestId('table').waitFor({ state: 'detached' })
  await page.evaluate(() => window.lab.show(undefined))
}
