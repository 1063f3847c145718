import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { appFolder, writeApp } from './support/generated-app.ts'
import { startStaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'
import { openView } from './support/open-view.ts'
import { lendApp } from './support/serve-app.ts'

declare global {
  interface Window {
    /** What the host told: codes of diagnostics, and tiers of hits. */
    told: string[]
    /** How often the entry of each plugin was evaluated. */
    runs?: Record<string, number>
    tellWriting(): Promise<void>
  }
}

const indexeddb = { caching: { storage: 'indexeddb' } } as const
const plugins = {
  early: { ...indexeddb, strategy: 'eager' },
  packed: { ...indexeddb, strategy: 'eager' },
  later: indexeddb,
  plain: {},
} as const

const main = `import { createHost } from '@mortise/browser-runtime'
window.told = []
const host = (window.host = createHost({ catalog: '/plugins.json', cache: { deadline: 300 }, nonce: document.querySelector('script')?.nonce }))
host.on('diagnostic', ({ code }) => window.told.push(code))
host.on('cache-hit', ({ pluginId, metadata }) => window.told.push(pluginId + ' ' + metadata.storage))
await host.bootstrap()
document.documentElement.dataset.ready = ''
`
const entry = `import './style.css'
export default {
  init({ id }) {
    globalThis.runs = { ...globalThis.runs, [id]: (globalThis.runs?.[id] ?? 0) + 1 }
  },
}
`

const test = base.extend({
  site: [
    async ({ serve: _ }, use) => {
      const folder = await writeApp('caching', plugins, {
        main,
        entry,
        options: `{ packs: { start: ['eager'] } }`,
      })
      for (const name of Object.keys(plugins)) {
        await writeFile(`${folder}/plugins/${name}/src/style.css`, `:root { --${name}: kept }`)
      }
      await lendApp(folder, 'build', use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** The catalog, the build manifests and all files of plugins; the page and its own code come. */
const ofPlugins = /\/plugins(\.json|\/)/

const styled = (page: Page, name: string) =>
  page.evaluate(
    (id) => getComputedStyle(document.documentElement).getPropertyValue(`--${id}`),
    name,
  )

const cacheCodes = (page: Page) =>
  page.evaluate(() => window.told.filter((one) => one.startsWith('CACHE_')))

/** In a page: a pack that is being written is not written before the page is closed. */
function holdWrites() {
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    const request = put.call(this, value, key)
    if (!String(key).startsWith('pack:')) return request
    // A transaction goes on as long as somebody asks for more.
    const hold = () => {
      this.get('').onsuccess = hold
    }
    hold()
    void window.tellWriting()
    return request
  }
}

/** The first visit: the plugins that ask for it are kept, with what nobody has opened of them. */
async function visit(page: Page) {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(async () => {
    await window.host.loadPlugin('later')
    await window.host.loadPlugin('plain')
  })
  const kept = () =>
    page.evaluate(async () => (await (await window.host.cache()).list()).map(({ key }) => key))
  await expect.poll(kept).toEqual(['early@1.0.0', 'later@1.0.0', 'packed@1.0.0'])
  await page.evaluate(async () => (await window.host.cache()).settled())
}

async function expectAllFromDisk(page: Page) {
  for (const name of ['early', 'packed', 'later']) {
    expect(await openView(page, name)).toBe(name)
    expect(await styled(page, name)).toBe('kept')
  }
  // Each ran once, whatever came twice.
  expect(await page.evaluate(() => window.runs)).toEqual({ early: 1, later: 1, packed: 1 })
  await expect
    .poll(() => page.evaluate(() => window.told))
    .toEqual(expect.arrayContaining(['early indexeddb', 'later indexeddb', 'CACHE_CATALOG_USED']))
}

test.beforeEach(async ({ page, problems }) => {
  // What was not there, and what the server sent in its place.
  problems.expect(/ERR_|503|net::|integrity/)
  await visit(page)
})

test('plugins that were used start when the browser itself blocks their files', async ({
  page,
}) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  await devtools.send('Network.enable')
  await devtools.send('Network.setBlockedURLs', { urls: ['*/plugins.json', '*/plugins/*'] })
  await page.reload()
  await page.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(page)
})

test('plugins that were used start when the network is gone, and the HTTP cache was cleared', async ({
  page,
}) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  await page.route(ofPlugins, (route) => route.abort('internetdisconnected'))
  await page.reload()
  await page.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(page)
  expect(await openView(page, 'plain')).toMatch(/UNREACHABLE|LOAD_FAILED/)
})

test('what came in a pack is kept without being fetched again', async ({ network, page }) => {
  const paths = network.all.map(({ path }) => path)
  const chunksOf = (name: string) => paths.filter((path) => path.startsWith(`/plugins/${name}/`))
  // The pack has the entry, and nobody has opened the feature.
  expect(chunksOf('packed').filter((path) => path.endsWith('.js'))).toEqual([
    expect.stringContaining('/view-'),
  ])
  // It was read once more, out of the HTTP cache.
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/plugins/packs/'))
      .map((entry) => (entry as PerformanceResourceTiming).transferSize),
  )
  expect(sizes.filter((size) => size > 0)).toHaveLength(1)
})

test('plugins start when the server fails and the HTTP cache was cleared', async ({
  page,
  server,
}) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  const undo = server.intercept(ofPlugins, { status: 503 })
  await page.reload()
  await page.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(page)
  undo()
})

test('a server that is slow beyond the deadline is not waited for, and nothing runs twice', async ({
  page,
  server,
}) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  const undo = server.intercept(ofPlugins, { delayMs: 12_000 })
  await page.reload()
  const began = Date.now()
  await page.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(page)
  expect(Date.now() - began).toBeLessThan(12_000)
  undo()
  // Late bytes arrive; nothing runs again.
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => window.runs)).toEqual({ early: 1, later: 1, packed: 1 })
})

test('two tabs that write at once leave whole releases, which start', async ({ browser, site }) => {
  const context = await browser.newContext({ baseURL: site.url })
  const tabs = await Promise.all([context.newPage(), context.newPage()])
  await Promise.all(tabs.map(visit))
  for (const tab of tabs) expect(await cacheCodes(tab)).toEqual([])
  await Promise.all(tabs.map((tab) => tab.close()))
  const next = await context.newPage()
  await next.route(ofPlugins, (route) => route.abort('internetdisconnected'))
  await next.goto('/')
  await next.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(next)
  await context.close()
})

test('a tab that is closed in mid-write leaves nothing, and the next one starts and keeps', async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ baseURL: site.url })
  const tab = await context.newPage()
  let writes = () => {}
  const writing = new Promise<void>((resolve) => {
    writes = resolve
  })
  await tab.exposeFunction('tellWriting', () => writes())
  await tab.addInitScript(holdWrites)
  await tab.goto('/')
  await tab.locator('html[data-ready]').waitFor()
  await tab.evaluate(() => window.host.loadPlugin('later').then(() => {}))
  await writing
  await tab.close()

  const next = await context.newPage()
  await next.goto('/')
  await next.locator('html[data-ready]').waitFor()
  await visit(next)
  expect(await cacheCodes(next)).toEqual([])
  await context.close()
})

test('under a policy with nonces plugins start from disk', async ({ browser }) => {
  const policy =
    "default-src 'self'; script-src 'nonce-lab'; style-src 'self' 'nonce-lab' blob:; img-src data:"
  const strict = await startStaticServer({
    folder: `${appFolder('caching')}/dist`,
    headers: { 'content-security-policy': policy },
  })
  const withNonce = (bytes: Buffer) =>
    Buffer.from(bytes.toString().replaceAll(/<(script|link)/g, '<$1 nonce="lab"'))
  strict.intercept('/', { body: withNonce })
  const context = await browser.newContext({ baseURL: strict.url })
  const tab = await context.newPage()
  await visit(tab)
  strict.intercept(ofPlugins, { status: 503 })
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Network.clearBrowserCache')
  await tab.reload()
  await tab.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(tab)
  await context.close()
  await strict.close()
})

test('under a policy that blocks blob: nothing is kept, which is told once', async ({
  page,
  problems,
}) => {
  problems.expect(/Content Security Policy/)
  const strict = await startStaticServer({
    folder: `${appFolder('caching')}/dist`,
    headers: { 'content-security-policy': "script-src 'self'" },
  })
  await page.goto(strict.url)
  await page.locator('html[data-ready]').waitFor()
  expect(await openView(page, 'later')).toBe('later')
  await page.evaluate(async () => (await window.host.cache()).settled())
  await expect.poll(() => cacheCodes(page)).toEqual(['CACHE_BLOB_BLOCKED'])
  await strict.close()
})
