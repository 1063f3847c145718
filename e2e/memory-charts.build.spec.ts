import type { Page } from '@playwright/test'
import { grewMost, growth, openHeap } from './support/heap.ts'
import { expect, test } from './support/test.ts'

// A trace keeps copies of the page's DOM in the page, and would be what is measured.
test.use({ trace: 'off' })

const MB = 1_000_000
const id = 'com.example.charts'

test('a real plugin gives its memory back when the administrator unloads it', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Role').selectOption('admin')
  const heap = await openHeap(page)
  // The charts bring the catalogue, a plugin that others use too: it stays, with its data sets.
  await open(page)
  await close(page)
  const empty = await heap.used()
  const before = await heap.contents()

  await open(page)
  const taken = (await heap.used()) - empty
  expect(taken).toBeGreaterThan(5 * MB)
  await close(page)
  const kept = (await heap.used()) - empty
  const after = await heap.contents()
  console.log(`taken ${taken} bytes, kept ${kept}, ${growth(before, after)} of it no code`)
  expect(kept / taken).toBeLessThan(0.05)
  expect(growth(before, after) / taken, grewMost(before, after)).toBeLessThan(0.02)
})

async function open(page: Page) {
  await page.getByTestId('navigation').getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByTestId('charts-overview').locator('svg path').first()).toBeVisible()
}

/** On another page, where the feature is not shown any more. */
async function close(page: Page) {
  await page.getByTestId('nav-plugins').click()
  await page.getByTestId(`plugin-unload-${id}`).click()
  await expect(page.getByTestId(`plugin-load-${id}`)).toBeEnabled()
}
