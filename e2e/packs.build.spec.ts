import type { Page } from '@playwright/test'
import { writeApp } from './support/generated-app.ts'
import { expect, test as base } from './support/test.ts'
import { lendApp } from './support/serve-app.ts'

/** All eager, and each is a chunk of its own; one has a feature that is shown first. */
const names = Array.from({ length: 200 }, (_, index) => `plugin-${index}`)
const retry = { backoffMs: 10 }
const plugins = {
  ...Object.fromEntries(
    names.map((name) => [name, { strategy: 'eager' as const, dynamicImport: { retry } }]),
  ),
  ahead: { dynamicImport: { preload: true } },
  impatient: { dynamicImport: { timeout: 3000 } },
}

const main = `import { createHost } from '@mortise/browser-runtime'
window.host = createHost({ catalog: '/plugins.json' })
window.diagnostics = []
window.host.on('diagnostic', (event) => window.diagnostics.push(event.code))
await window.host.bootstrap()
performance.mark('started')
document.documentElement.dataset.ready = ''
`

declare global {
  interface Window {
    diagnostics: string[]
  }
}

const test = base.extend({
  site: [
    async ({ serve: _serve }, use) => {
      const options = `{ packs: { start: ['eager', 'plugin-0/view'], late: ['impatient', 'ahead'] } }`
      const app = await writeApp('packs', plugins, { main, options })
      await lendApp(app, 'build', use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const ready = (page: Page) => page.locator('html[data-ready]').waitFor({ state: 'attached' })

const running = (page: Page) =>
  page.evaluate(
    (ids) => ids.filter((id) => window.host.status(id)?.state === 'ready').length,
    names,
  )

/**
 * What the page asked for until all was running, apart from itself, the app's own script and the
 * bundler's helpers for that.
 */
function requestedBeforeStart() {
  const [started] = performance.getEntriesByName('started')
  return performance
    .getEntriesByType('resource')
    .filter(({ startTime }) => startTime <= (started?.startTime ?? 0))
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => !/^\/assets\/(index|rolldown-runtime)-/.test(path))
}

test('two hundred plugins that are eager start with the catalog and a pack', async ({
  page,
  network,
}) => {
  await page.goto('/')
  await ready(page)
  expect(await running(page)).toBe(names.length)
  const asked = new Set(await page.evaluate(requestedBeforeStart))
  expect(asked.size).toBeLessThanOrEqual(3)
  await page.evaluate(async () => {
    const plugin = await window.host.loadPlugin('plugin-0', { feature: 'view' })
    await plugin.feature('view')
  })
  await network.settled()
  const ofPlugins = network.all
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/plugins'))
  expect(ofPlugins).toEqual(['/plugins.json', expect.stringMatching(/^\/plugins\/packs\/start-/)])
  expect(await page.evaluate(() => window.diagnostics)).toEqual([])
})

test('what is preloaded beside an entry comes in its pack, and not twice', async ({
  page,
  network,
}) => {
  await page.goto('/')
  await ready(page)
  network.mark()
  await page.evaluate(async () => {
    const plugin = await window.host.loadPlugin('ahead')
    await plugin.feature('view')
  })
  await network.settled()
  const ofPlugins = network.recent
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/plugins'))
  expect(ofPlugins).toEqual([expect.stringMatching(/^\/plugins\/packs\/late-/)])
})

test.describe('a pack', () => {
  test.beforeEach(({ problems }) => {
    problems.expect(/packs|404|503|integrity|digest/)
  })

  test('that is missing costs requests and no plugin', async ({ page, network, server }) => {
    const undo = server.intercept(/packs/, { status: 404 })
    await page.goto('/')
    await ready(page)
    undo()
    expect(await running(page)).toBe(names.length)
    expect(network.scripts().filter((path) => /plugin-\d+\/index/.test(path))).toHaveLength(
      names.length,
    )
    expect(await page.evaluate(() => window.diagnostics)).toEqual(['CHUNK_PACK_MISSED'])
  })

  test('whose bytes were changed is never run, and its chunks come alone', async ({
    page,
    server,
  }) => {
    const body = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('window.wrong = true')])
    const undo = server.intercept(/packs/, { body })
    await page.goto('/')
    await ready(page)
    undo()
    expect(await running(page)).toBe(names.length)
    expect(await page.evaluate(() => 'wrong' in window)).toBe(false)
    expect(await page.evaluate(() => window.diagnostics)).toEqual(['CHUNK_PACK_MISSED'])
  })

  test('that fails once is fetched again', async ({ page, network, server }) => {
    server.intercept(/packs/, { status: 503, times: 1 })
    await page.goto('/')
    await ready(page)
    expect(await running(page)).toBe(names.length)
    expect(network.scripts().filter((path) => /plugin-\d+\/index/.test(path))).toEqual([])
    expect(await page.evaluate(() => window.diagnostics)).toEqual([])
  })

  test('that never comes is not waited for twice', async ({ page, network }) => {
    await page.route(/packs\/late/, () => {})
    await page.goto('/')
    await ready(page)
    const load = () =>
      page.evaluate(() =>
        window.host.loadPlugin('impatient').then(
          ({ state }) => state,
          ({ code }) => code,
        ),
      )
    expect(await load()).toBe('CHUNK_TIMEOUT')
    expect(await load()).toBe('ready')
    expect(network.scripts().some((path) => /impatient\/index/.test(path))).toBe(true)
  })
})
