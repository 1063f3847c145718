import { createHash } from 'node:crypto'
import { cp, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startDevServer } from './support/dev-server.ts'
import { appFolder, buildApp, writeApp } from './support/generated-app.ts'
import { startStaticServer, type StaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'
import { openView } from './support/open-view.ts'

declare global {
  interface Window {
    told: string[]
    /** What the entry of each plugin says of its release. */
    releases?: Record<string, string>
    offline: { update(): Promise<void>; unregister(): Promise<void> }
  }
}

/** Ten are eager and come in a pack; of the others most are never opened. */
const eager = Array.from({ length: 10 }, (_, index) => `eager-${index}`)
const lazy = Array.from({ length: 40 }, (_, index) => `lazy-${index}`)
const plugins = {
  ...Object.fromEntries(eager.map((name) => [name, { strategy: 'eager' as const }])),
  ...Object.fromEntries(lazy.map((name) => [name, {}])),
}
const changed = 'eager-3'

const main = `import './style.css'
import { createHost } from '@mortise/browser-runtime'
import { registerServiceWorker } from '@mortise/browser-runtime/service-worker'
window.offline = registerServiceWorker()
window.told = []
window.host = createHost({ catalog: '/plugins.json' })
window.host.on('diagnostic', ({ code }) => window.told.push(code))
await window.host.bootstrap()
document.documentElement.dataset.ready = ''
`

/** Some 8 KB that no compression makes small, as a plugin's code would be. */
function entry(name: string, release: string) {
  const bulk = Array.from({ length: 120 }, (_, index) =>
    createHash('sha256').update(`${name} ${index}`).digest('hex'),
  )
  return `export default {
  init({ id }) {
    globalThis.releases = { ...globalThis.releases, [id]: '${release}' }
    globalThis.bulk = '${bulk.join('')}'
  },
}
`
}

const served = `import { registerServiceWorker } from '@mortise/browser-runtime/service-worker'
registerServiceWorker()
`

const appOf = (navigation: string) => `offline-${navigation}`

/** The app's two builds, in `first` and in `dist`. */
async function buildTwice(navigation: string) {
  const folder = await writeApp(appOf(navigation), plugins, {
    main,
    options: `{ packs: { start: ['eager'] }, serviceWorker: { navigation: '${navigation}', deadline: 500 } }`,
    files: (id) => ({ 'src/index.js': entry(id, 'first') }),
  })
  await writeFile(`${folder}/src/style.css`, ':root { --host: styled }')
  await buildApp(folder)
  await cp(`${folder}/dist`, `${folder}/first`, { recursive: true })
  await writeFile(`${folder}/plugins/${changed}/src/index.js`, entry(changed, 'second'))
  await buildApp(folder)
}

const test = base.extend({
  site: [
    async ({ serve }, use) => {
      if (serve === 'dev') {
        const dev = await startDevServer(
          await writeApp('offline-dev', { one: {} }, { main: served }),
        )
        await use({ kind: 'dev', url: dev.url })
        return dev.close()
      }
      await buildTwice('network-first')
      await buildTwice('cache-first')
      await use({ kind: 'build', url: '' })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

interface Deployed {
  readonly server: StaticServer
  /** Puts the build with one plugin changed in the place of the first, whose files are gone. */
  deployNext(): void
}

async function deploy(navigation = 'network-first', headers = {}): Promise<Deployed> {
  const options = { folder: `${appFolder(appOf(navigation))}/first`, headers }
  const server = await startStaticServer(options)
  return {
    server,
    deployNext() {
      options.folder = `${appFolder(appOf(navigation))}/dist`
    },
  }
}

const ready = (page: Page) => page.locator('html[data-ready]').waitFor()

const releases = (page: Page) => page.evaluate(() => window.releases)
const told = (page: Page) => page.evaluate(() => window.told)
const styled = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--host'))

/** Paths of all that is kept, pages and catalogs of builds among them. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    )
    return all.flat().map(({ url }) => new URL(url).pathname)
  })

/** How many builds are kept. */
const builds = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => / build /.test(name)).length)

const all = (release: string) => Object.fromEntries(eager.map((name) => [name, release]))
const first = all('first')
const second = { ...first, [changed]: 'second' }

/** A first visit, after which the worker is there, and what was opened is kept. */
async function visit(page: Page, { server }: Deployed, ...opened: string[]) {
  await page.goto(server.url)
  await ready(page)
  for (const name of opened) expect(await openView(page, name)).toBe(name)
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state === 'activated') return
    await new Promise((resolve) => active?.addEventListener('statechange', resolve))
  })
  for (const name of opened) {
    const chunks = async () =>
      (await kept(page)).filter((path) => new RegExp(`/${name}/(index|view)-`).test(path)).length
    await expect.poll(chunks).toBe(2)
  }
}

/** Until the worker of the deployed build has taken over. */
async function taken(page: Page) {
  await page.evaluate(() => window.offline.update())
  await expect.poll(() => builds(page)).toBe(2)
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    while (
      registration.installing ||
      registration.waiting ||
      registration.active?.state !== 'activated'
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
}

test.beforeEach(({ problems }) => {
  // What a server that is gone, fails or sends other bytes leaves in the console.
  problems.expect(/ERR_|net::|50[03]|404|Failed to fetch|integrity/)
})

test('the dev server has no worker, and says so', async ({ page, serve }) => {
  test.skip(serve === 'build', 'a build has one')
  const warning = page.waitForEvent('console', (message) =>
    message.text().includes('HOST_WORKER_MISSING'),
  )
  await page.goto('/')
  expect((await warning).text()).toContain('dev server')
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([])
})

test.describe('a build', () => {
  test.skip(({ serve }) => serve === 'dev', 'the dev server has no service worker')

  test('a page with fifty plugins starts without a server, with a plugin that was opened before', async ({
    page,
  }) => {
    const deployed = await deploy()
    await visit(page, deployed, 'lazy-7')
    await deployed.server.close()
    await page.goto(`${deployed.server.url}/lazy-7`)
    await ready(page)
    expect(await releases(page)).toEqual(first)
    expect(await styled(page)).toBe('styled')
    expect(await openView(page, 'lazy-7')).toBe('lazy-7')
    // Late modules of the host are there, so what is not kept is told in words.
    expect(await openView(page, 'lazy-8')).toMatch(/UNREACHABLE|LOAD_FAILED/)
    expect(await told(page)).toEqual([])
  })

  test('under a policy of its own origin alone the page starts without a server', async ({
    page,
  }) => {
    const policy = "default-src 'self'; img-src data:"
    const deployed = await deploy('network-first', { 'content-security-policy': policy })
    await visit(page, deployed, 'lazy-7')
    await deployed.server.close()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    expect(await styled(page)).toBe('styled')
    expect(await openView(page, 'lazy-7')).toBe('lazy-7')
  })

  test('a server that fails, or does not answer in time, is not waited for', async ({ page }) => {
    const deployed = await deploy()
    await visit(page, deployed)
    const undo = deployed.server.intercept(/./, { status: 503 })
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    undo()
    deployed.server.intercept(/./, { delayMs: 60_000 })
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    await deployed.server.close()
  })

  test('a deploy that changes one plugin of a pack costs its chunk, and the pack holds', async ({
    page,
    browser,
  }) => {
    const deployed = await deploy()
    const { server } = deployed
    await visit(page, deployed)
    const without = await browser.newPage({ serviceWorkers: 'block' })
    await without.goto(server.url)
    await ready(without)

    deployed.deployNext()
    const came = async (tab: Page) => {
      const before = server.sent.length
      await tab.reload()
      await ready(tab)
      expect(await releases(tab)).toEqual(second)
      expect(await told(tab)).toEqual([])
      return server.sent.slice(before).filter(({ path }) => path.startsWith('/plugins/'))
    }
    const alone = await came(without)
    const composed = await came(page)
    const bytes = (sent: typeof alone) => sent.reduce((sum, one) => sum + one.bytes, 0)
    console.log(
      `one of ten plugins changed: ${bytes(alone)} bytes without, ${bytes(composed)} with`,
    )
    expect(alone.map(({ path }) => path)).toEqual([expect.stringMatching(/packs\/start-.*\.js$/)])
    expect(composed.map(({ path }) => path).sort()).toEqual([
      expect.stringMatching(new RegExp(`/${changed}/index-`)),
      expect.stringMatching(/packs\/start-.*\.json$/),
    ])
    expect(bytes(composed)).toBeLessThan(bytes(alone) * 0.12)

    // The new worker finds the pack that the old one composed, and starts it without a server.
    await taken(page)
    await server.close()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(second)
    await without.close()
  })

  test('kept bytes that are damaged never run, and are fetched anew', async ({ page }) => {
    const deployed = await deploy()
    await visit(page, deployed)
    const damage = () =>
      page.evaluate(async () => {
        for (const name of await caches.keys()) {
          const cache = await caches.open(name)
          const packs = (await cache.keys()).filter(({ url }) => /packs\/.*\.js$/.test(url))
          for (const { url } of packs) {
            const text = await (await cache.match(url))?.text()
            await cache.put(url, new Response(text?.replace('first', 'wrong')))
          }
        }
      })
    await damage()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    await visit(page, deployed)
    await damage()
    deployed.deployNext()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(second)
    expect(await told(page)).toEqual([])
    await deployed.server.close()
  })

  test('a new build takes over whole or not at all', async ({ page }) => {
    const deployed = await deploy()
    const { server } = deployed
    await visit(page, deployed, 'lazy-7')
    deployed.deployNext()
    // The deploy is half done: all is there but the catalog, which is the last one's.
    const undo = server.intercept(/plugins\.json/, { status: 503 })
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      await registration.update()
      const next = registration.installing
      while (next && next.state !== 'redundant') {
        await new Promise((resolve) =>
          next.addEventListener('statechange', resolve, { once: true }),
        )
      }
    })
    const { port } = new URL(server.url)
    await server.close()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)

    undo()
    const again = await startStaticServer({
      folder: `${appFolder(appOf('network-first'))}/dist`,
      port: Number(port),
    })
    await taken(page)
    await again.close()
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(second)
    // A plugin that was opened in a page of the last build is the same in this one.
    expect(await openView(page, 'lazy-7')).toBe('lazy-7')
  })

  test('a tab of the last build goes on without a server, after a new worker took over', async ({
    page,
    context,
  }) => {
    const deployed = await deploy()
    await visit(page, deployed, 'lazy-7')
    const old = await context.newPage()
    await old.goto(deployed.server.url)
    await ready(old)
    deployed.deployNext()
    await taken(page)
    await deployed.server.close()
    // Its late modules and its plugins are there still.
    expect(await openView(old, 'lazy-7')).toBe('lazy-7')
    expect(await openView(old, 'lazy-8')).toMatch(/UNREACHABLE|LOAD_FAILED/)
  })

  test('a server that answers is left alone with its files', async ({ page }) => {
    const deployed = await deploy()
    await visit(page, deployed)
    const through: string[] = []
    page.on('response', (response) => {
      if (response.fromServiceWorker()) through.push(new URL(response.url()).pathname)
    })
    await page.reload()
    await ready(page)
    expect(through).toEqual(['/', expect.stringMatching(/packs\/start-.*\.js$/)])
    await deployed.server.close()
  })

  test('with cache-first the kept build is shown without the server, and the next time the new one', async ({
    page,
  }) => {
    const deployed = await deploy('cache-first')
    const { server } = deployed
    await visit(page, deployed)
    const undo = server.intercept('/', { delayMs: 60_000 })
    await page.reload()
    await ready(page)
    undo()
    deployed.deployNext()
    const before = server.sent.length
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    const paths = server.sent.slice(before).map(({ path }) => path)
    expect(paths.filter((path) => /^\/(plugins.*|assets.*|)$/.test(path))).toEqual([])
    await taken(page)
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(second)
    await server.close()
  })

  test('what was unregistered leaves nothing', async ({ page }) => {
    const deployed = await deploy()
    await visit(page, deployed)
    await page.evaluate(() => window.offline.unregister())
    expect(await kept(page)).toEqual([])
    await page.reload()
    await ready(page)
    expect(await releases(page)).toEqual(first)
    await deployed.server.close()
  })
})
