import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

const source = fileURLToPath(new URL('./lab/plugins/counter/src/view.tsx', import.meta.url))

test("an edit of a plugin's component shows without losing its state", async ({ page, site }) => {
  test.skip(site.kind === 'build', 'a build has no hot reload')
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(() => window.lab.show({ plugin: 'lab.counter', feature: 'view' }))
  const button = page.getByTestId('count')
  await button.click()
  await button.click()
  await expect(button).toHaveText('Pressed 2 times')
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  const before = await readFile(source, 'utf8')
  try {
    await writeFile(source, before.replace('Pressed', 'Clicked'))
    await expect(button).toHaveText('Clicked 2 times')
    await button.click()
    await expect(button).toHaveText('Clicked 3 times')
  } finally {
    await writeFile(source, before)
  }
  await expect(button).toHaveText('Pressed 3 times')
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})

/** Waits for the contribution, over as many reloads of the page as it takes. */
const contributed = (page: Page, label: string) =>
  page.waitForFunction((wanted) => {
    const [found] = window.lab?.host.extensions<{ label: string }>('lab.edited') ?? []
    return found?.label === wanted
  }, label)

const manifest = fileURLToPath(new URL('./lab/plugins/counter/plugin.json', import.meta.url))

test('a burst of saves of plugin.json ends with the last one', async ({ page, site }) => {
  test.skip(site.kind === 'build', 'a build has no dev server')
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  const before = await readFile(manifest, 'utf8')
  const labelled = (label: string) =>
    JSON.stringify({ ...JSON.parse(before), extensions: { 'lab.edited': [{ label }] } })
  try {
    for (const burst of ['first', 'second', 'third']) {
      for (const step of ['one', 'two', 'three']) await writeFile(manifest, `{ "${step}`)
      await writeFile(manifest, labelled(burst))
      await contributed(page, burst)
      await expect(page.locator('vite-error-overlay')).toBeHidden()
    }
  } finally {
    await writeFile(manifest, before)
  }
})
