import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { appFolder, buildApp, writeApp } from './support/generated-app.ts'
import { startStaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** What the host told: codes of diagnostics, and tiers of hits. */
    told: string[]
    /** How often the entry of each plugin was evaluated. */
    runs?: Record<string, number>
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
const host = (window.host = createHost({ catalog: '/plugins.json', cache: { deadline: 300 } }))
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
      await buildApp(folder)
      const server = await startStaticServer({ folder: `${folder}/dist` })
      await use({ kind: 'build', url: server.url, server })
      return server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** The catalog, the build manifests and all files of plugins; the page and its own code come. */
const ofPlugins = /\/plugins(\.json|\/)/

const open = (page: Page, name: string) =>
  page.evaluate(async (id) => {
    try {
      const view = await (await window.host.loadPlugin(id)).feature('view')
      return (view['default'] as () => string)()
    } catch (error) {
      return (error as { code?: string }).code
    }
  }, name)

const styled = (page: Page, name: string) =>
  page.evaluate(
    (id) => getComputedStyle(document.documentElement).getPropertyValue(`--${id}`),
    name,
  )

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
    expect(await open(page, name)).toBe(name)
    expect(await styled(page, name)).toBe('kept')
  }
  // Each ran once, whatever came twice.
  expect(await page.evaluate(() => window.runs)).toEqual({ early: 1, later: 1, packed: 1 })
  await expect
    .poll(() => page.evaluate(() => window.told))
    .toEqual(expect.arrayContaining(['early indexeddb', 'later indexeddb', 'CACHE_CATALOG_USED']))
}

test.beforeEach(async ({ page, serve, problems }) => {
  test.skip(serve === 'dev', 'the dev server’s modules are not kept')
  // What was not there, and what the server sent in its place.
  problems.expect(/ERR_|503|net::|integrity/)
  await visit(page)
})

test('plugins that were used start when the network is gone', async ({ page }) => {
  await page.route(ofPlugins, (route) => route.abort('internetdisconnected'))
  await page.reload()
  await page.locator('html[data-ready]').waitFor()
  await expectAllFromDisk(page)
  expect(await open(page, 'plain')).toMatch(/UNREACHABLE|LOAD_FAILED/)
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
  expect(await open(page, 'later')).toBe('later')
  await page.evaluate(async () => (await window.host.cache()).settled())
  const codes = () => page.evaluate(() => window.told.filter((one) => one.startsWith('CACHE_')))
  await expect.poll(codes).toEqual(['CACHE_BLOB_BLOCKED'])
  await strict.close()
})
