import type { Page } from '@playwright/test'
import { readBaseline } from './support/baseline.ts'
import { grewMost, growth, openHeap } from './support/heap.ts'
import { expect, test } from './support/test.ts'

// A trace keeps copies of the page's DOM in the page.
test.use({ app: 'lab', trace: 'off' })

const MB = 1_000_000

test.beforeEach(async ({ page }) => {
  await page.route('**/guest-waits', () => {})
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
})

test('all that a plugin registers through its context works, and is undone by unload', async ({
  page,
}) => {
  // What is fetched and compiled once stays with the page.
  await open(page)
  await close(page)
  const before = await readBaseline(page)

  await open(page)
  const shown = await readBaseline(page)
  expect(shown.page.length).toBe(before.page.length + 2)
  expect(shown.sheets).toBe(before.sheets + 1)
  await expect(page.locator('#guest')).toHaveCSS('color', 'rgb(4, 5, 6)')
  await page.locator('#guest input').fill('x')
  await page.keyboard.press('a')
  await page.evaluate(() => {
    window.dispatchEvent(new Event('resize'))
    window.lab.host.services.get<{ heard(): void }>('guest').heard()
    return window.lab.host.hooks.emit('lab:ask')
  })
  await expect(page.locator('#guest')).toHaveAttribute(
    'data-heard',
    'hook input interval keydown mutation resize service size timeout',
  )

  const aborted = page.waitForEvent('requestfailed', (request) => /guest-waits/.test(request.url()))
  await close(page)
  expect((await aborted).failure()?.errorText).toContain('ABORTED')
  await expect(page.locator('#guest')).toHaveCount(0)
  expect(await page.evaluate(() => window.lab.host.services.has('guest'))).toBe(false)
  expect(await readBaseline(page)).toEqual(before)
  expect(await heardWhileIdle(page)).toBe(0)
})

test('nothing of a plugin that used all of its context is kept', async ({
  network,
  page,
  site,
}) => {
  test.skip(site.kind === 'dev', 'native ES modules are never given back')
  // What the page itself fetches at an idle moment is no plugin's.
  await network.settled()
  const heap = await openHeap(page)
  const before = await heap.contents()
  await open(page)
  const taken = growth(before, await heap.contents())
  expect(taken).toBeGreaterThan(3 * MB)
  await close(page)
  const once = await heap.contents()
  expect(growth(before, once) / taken, grewMost(before, once)).toBeLessThan(0.05)
  for (let round = 0; round < 5; round++) {
    await open(page)
    await close(page)
  }
  const again = await heap.contents()
  expect(growth(once, again) / taken, grewMost(once, again)).toBeLessThan(0.01)
})

test('a plugin that leaks is named, with what is held; the others are not', async ({ page }) => {
  const leaks = await page.evaluate(async () => {
    const { host } = window.lab
    const said: unknown[] = []
    host.on('diagnostic', ({ code, pluginId }) => said.push({ code, pluginId }))
    for (const id of ['lab.guest', 'lab.leaky']) {
      await host.loadPlugin(id)
      if (id === 'lab.leaky') Object.assign(window, { kept: host.services.get('leaky') })
      await host.unload(id)
    }
    return { found: await host.leaks(), said }
  })
  expect(leaks).toEqual({
    found: [
      {
        pluginId: 'lab.leaky',
        version: '1.0.0',
        alive: [
          'its context',
          'its view of the services',
          '<aside id="leaky">',
          'its service "leaky", which the app asked for',
        ],
      },
    ],
    said: [{ code: 'LIFECYCLE_LEAK', pluginId: 'lab.leaky' }],
  })
})

async function open(page: Page) {
  await page.evaluate(() => window.lab.host.loadPlugin('lab.guest').then(() => {}))
  await page.locator('#guest').waitFor()
}

async function close(page: Page) {
  await page.evaluate(() => window.lab.host.unload('lab.guest'))
}

/** What the plugin still does while the page waits as long as it did things before. */
function heardWhileIdle(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const heard = () => Number(document.documentElement.dataset['guest'])
    const before = heard()
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    window.dispatchEvent(new Event('resize'))
    return heard() - before
  })
}
