import type { Page } from '@playwright/test'
import { findEngines } from './support/engines.ts'
import { appFolder, buildApp, writeApp } from './support/generated-app.ts'
import { startStaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'
import { openView } from './support/open-view.ts'

const indexeddb = { caching: { storage: 'indexeddb' } } as const
const plugins = { field: indexeddb, base: indexeddb, listed: indexeddb, plain: {} }

const main = `import { createHost } from '@mortise/browser-runtime'
window.host = createHost({ catalog: '/plugins.json' })
await window.host.bootstrap()
// Speculation waits for a page that can be seen.
document.body.append('app')
performance.mark('ready')
document.documentElement.dataset.ready = ''
`
/** Tells that it was evaluated, as the features of a generated app do. */
const entry = (name: string) =>
  `globalThis.evaluated = [...(globalThis.evaluated ?? []), 'entry of ${name}']
export default { init() {} }
`

const test = base.extend({
  site: [
    async ({ serve: _ }, use) => {
      const folder = await writeApp('warming', plugins, {
        main,
        options: `{ warm: ['listed'] }`,
        manifest: (name) => (name === 'field' ? { dependencies: { base: '^1.0.0' } } : {}),
        files: (name) => ({ 'src/index.js': entry(name) }),
      })
      await buildApp(folder)
      await use({ kind: 'build', url: '' })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const serve = () => startStaticServer({ folder: `${appFolder('warming')}/dist` })
const ready = (page: Page) => page.locator('html[data-ready]').waitFor()
const warm = (page: Page, ids: readonly string[]) =>
  page.evaluate(
    async (names) =>
      (await window.host.warm(names)).map(({ error, ...one }) => ({ ...one, code: error?.code })),
    ids,
  )
const kept = (page: Page) =>
  page.evaluate(async () =>
    (await (await window.host.cache()).list()).map(({ pluginId }) => pluginId),
  )

test.beforeEach(({ problems }) => {
  // What asks for files of plugins finds nobody.
  problems.expect(/ERR_|503|net::|integrity/)
})

test('plugins that nobody has opened run when the server has gone', async ({ page }) => {
  const server = await serve()
  await page.goto(server.url)
  await ready(page)
  const warmed = await warm(page, ['field', 'plain', 'nobody'])
  expect(warmed).toEqual([
    { pluginId: 'field', bytes: expect.any(Number), storage: 'indexeddb', code: undefined },
    { pluginId: 'base', bytes: expect.any(Number), storage: 'indexeddb', code: undefined },
    { pluginId: 'plain', bytes: expect.any(Number), storage: 'http', code: undefined },
    { pluginId: 'nobody', bytes: 0, code: 'HOST_PLUGIN_UNKNOWN' },
  ])
  for (const { bytes } of warmed.slice(0, 3)) expect(bytes).toBeGreaterThan(100)
  // Nothing has run, and nothing is fetched twice.
  expect(await page.evaluate(() => window.evaluated)).toBeUndefined()
  expect((await warm(page, ['field', 'plain'])).map(({ bytes }) => bytes)).toEqual([0, 0, 0])

  await server.close()
  for (const name of ['field', 'plain']) expect(await openView(page, name)).toBe(name)
})

test('a plugin that was warmed runs in the next page, without HTTP cache and server', async ({
  page,
}) => {
  const server = await serve()
  await page.goto(server.url)
  await ready(page)
  await warm(page, ['field'])
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  server.intercept(/\/plugins(\.json|\/)/, { status: 503 })
  await page.reload()
  await ready(page)
  expect(await openView(page, 'field')).toBe('field')
  expect(await openView(page, 'plain')).toMatch(/UNREACHABLE|LOAD_FAILED/)
  await server.close()
})

test('what the catalog lists is kept when the page is idle, and costs the start nothing', async ({
  page,
}) => {
  const server = await serve()
  await page.goto(server.url)
  await ready(page)
  await expect.poll(() => kept(page)).toEqual(['listed'])
  expect(await page.evaluate(() => window.evaluated)).toBeUndefined()
  const early = await page.evaluate(() => {
    const [mark] = performance.getEntriesByName('ready')
    return performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => name.includes('/plugins/') && startTime < mark!.startTime)
      .map(({ name }) => name)
  })
  expect(early).toEqual([])
  await server.close()
  expect(await openView(page, 'listed')).toBe('listed')
})

test('Firefox starts a plugin that was warmed from its disk when the server fails', async () => {
  const firefox = findEngines().find(({ name }) => name === 'Firefox')
  test.skip(!firefox || !!firefox.missing, firefox?.missing ?? 'no Firefox')
  const server = await serve()
  const browser = await firefox?.launch()
  const page = await browser?.newPage()
  await page?.goto(server.url)
  await page?.waitForSelector('html[data-ready]')
  const warmed = await page?.evaluate(
    `window.host.warm(['field']).then(([field]) => field.storage)`,
  )
  expect(warmed).toBe('indexeddb')
  server.intercept(/\/plugins(\.json|\/)/, { status: 503 })
  await page?.setCacheEnabled(false)
  await page?.reload()
  await page?.waitForSelector('html[data-ready]')
  const shown = await page?.evaluate(`(async () => {
    const tiers = []
    window.host.on('cache-hit', ({ metadata }) => tiers.push(metadata.storage))
    const view = await (await window.host.loadPlugin('field')).feature('view')
    return [view.default(), [...new Set(tiers)]]
  })()`)
  expect(shown).toEqual(['field', ['indexeddb']])
  await browser?.close()
  await server.close()
})
