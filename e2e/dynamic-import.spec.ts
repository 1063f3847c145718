import type { Page } from '@playwright/test'
import { appFolder, writeApp, writeManifest } from './support/generated-app.ts'
import type { Exchange, NetworkLog } from './support/network-log.ts'
import { expect, onBuild, test as base } from './support/test.ts'
import { lendApp, type Site } from './support/serve-app.ts'

/** Each differs from `plain` in one key of `dynamicImport`, and is named after it. */
const variants = {
  plain: {},
  changing: {},
  'mode-lazy': { mode: 'lazy' },
  'mode-eager': { mode: 'eager' },
  'mode-sync': { mode: 'sync' },
  'enabled-false': { enabled: false },
  prefetch: { prefetch: true },
  preload: { preload: true },
  name: { webpackChunkName: 'panel-[request]' },
  timeout: { timeout: 2000 },
  'retry-enabled': { retry: { enabled: false } },
  'retry-attempts': { retry: { maxAttempts: 2 } },
  'retry-backoff': { retry: { backoffMs: 60_000 } },
} as const

type Variant = keyof typeof variants

const preload = (name: string) => ({ enabled: true, conditions: { routes: [`/${name}`] } })
const eager = (name: string) => `${name}-at-start`

const started = ['plain', 'mode-eager', 'prefetch', 'preload'] as const satisfies Variant[]
const plugins = Object.fromEntries([
  ...Object.entries(variants).map(([name, dynamicImport]) => [
    name,
    { dynamicImport, preload: preload(name) },
  ]),
  ...started.map((name) => [
    eager(name),
    { dynamicImport: variants[name], strategy: 'eager' as const },
  ]),
])

const test = base.extend({
  site: [
    async ({ serve }, use) => {
      const folder = await writeApp('dynamic-import', plugins)
      await lendApp(folder, serve, use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** Requests for the code of a plugin's feature, or of its entry. */
const isView = (name: string) => new RegExp(`/plugins/${name}/(src/view|(panel-)?view-)[^/]*$`)
const isEntry = (name: string) =>
  new RegExp(`(/plugins/${name}/index-|mortise:entry:${name})[^/]*$`)
const viewsOf = (name: string, log: readonly Exchange[]) =>
  log.filter(({ path }) => isView(name).test(path))

const load = (page: Page, name: string) =>
  page.evaluate(async (id) => (await window.host.loadPlugin(id)).state, name)

const open = (page: Page, name: string) =>
  page.evaluate(async (id) => {
    const plugin = await window.host.loadPlugin(id)
    try {
      const view = await plugin.feature('view')
      return (view['default'] as () => string)()
    } catch (error) {
      return `${(error as { code?: string }).code}: ${(error as Error).message}`
    }
  }, name)

const evaluated = (page: Page) => page.evaluate(() => window.evaluated ?? [])

test.beforeEach(async ({ page, network }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await network.settled()
  network.mark()
})

test('async: a feature is fetched when it is opened', async ({ page, network }) => {
  await load(page, 'plain')
  await network.settled()
  expect(viewsOf('plain', network.recent)).toEqual([])
  expect(await open(page, 'plain')).toBe('plain')
  expect(viewsOf('plain', network.recent)).toHaveLength(1)
})

test('mode lazy: a route that makes the plugin likely has its feature not fetched', async ({
  page,
  network,
  site,
}) => {
  test.skip(site.kind === 'dev', 'only a build writes links for routes')
  for (const name of ['plain', 'mode-lazy'] satisfies Variant[]) {
    await page.goto(`/${name}`)
    await network.settled()
    expect(network.all.some(({ path }) => isEntry(name).test(path))).toBe(true)
  }
  expect(viewsOf('plain', network.all)).toHaveLength(1)
  expect(viewsOf('mode-lazy', network.all)).toEqual([])
  expect(await open(page, 'mode-lazy')).toBe('mode-lazy')
})

test('mode eager: features come with the entry, and run when they are opened', async ({
  page,
  network,
}) => {
  await load(page, 'mode-eager')
  expect(viewsOf('mode-eager', network.recent)).toHaveLength(1)
  expect(await evaluated(page)).not.toContain('mode-eager')
  await network.settled()
  expect(await open(page, 'mode-eager')).toBe('mode-eager')
  expect(viewsOf('mode-eager', network.recent)).toHaveLength(1)
})

async function opensWithoutRequest(page: Page, network: NetworkLog, name: Variant, site: Site) {
  await load(page, name)
  // The dev server has no chunks: there the feature's module comes with the entry's.
  expect(viewsOf(name, network.recent)).toHaveLength(site.kind === 'dev' ? 1 : 0)
  await network.settled()
  network.mark()
  expect(await open(page, name)).toBe(name)
  await network.settled()
  expect(network.recent).toEqual([])
}

test('mode sync: opening a feature needs no request', ({ page, network, site }) =>
  opensWithoutRequest(page, network, 'mode-sync', site))

test('enabled: false: opening a feature needs no request', onBuild, ({ page, network, site }) =>
  opensWithoutRequest(page, network, 'enabled-false', site),
)

test('prefetch: bytes are fetched when the page is idle, at low priority, and not run', async ({
  page,
  network,
}) => {
  const client = await page.context().newCDPSession(page)
  const priorities: string[] = []
  await client.send('Network.enable')
  client.on('Network.requestWillBeSent', ({ request }) => {
    if (isView('prefetch').test(request.url)) priorities.push(request.initialPriority)
  })
  const fetched = page.waitForResponse(isView('prefetch'))
  await load(page, 'prefetch')
  await (await fetched).finished()
  expect(priorities).toEqual(['Low'])
  await network.settled()
  expect(await evaluated(page)).not.toContain('prefetch')
})

test('prefetch: the server is asked once', async ({ page, site }) => {
  test.skip(!site.server, 'the dev server lets a browser keep nothing')
  let sent = 0
  const undo = site.server?.intercept(isView('prefetch'), { body: (bytes) => (sent++, bytes) })
  const fetched = page.waitForResponse(isView('prefetch'))
  await load(page, 'prefetch')
  await (await fetched).finished()
  expect(await open(page, 'prefetch')).toBe('prefetch')
  undo?.()
  expect(sent).toBe(1)
})

test('prefetch: a plugin of the start is included', onBuild, async ({ network }) => {
  expect(viewsOf(eager('prefetch'), network.all)).toHaveLength(1)
  expect(viewsOf(eager('plain'), network.all)).toEqual([])
})

test('prefetch: nobody who saves data pays for it', onBuild, async ({ page, network }) => {
  await page.addInitScript(() => {
    const connection = Object.assign(new EventTarget(), { saveData: true })
    Object.defineProperty(navigator, 'connection', { value: connection })
  })
  await page.reload()
  await page.locator('html[data-ready]').waitFor()
  network.mark()
  await load(page, 'prefetch')
  await network.settled()
  expect(viewsOf('prefetch', network.recent)).toEqual([])
})

test('preload: bytes are asked for while the entry is still on its way, and not run', async ({
  page,
  network,
}) => {
  const asked = page.waitForRequest(isView('preload'))
  await page.route(isEntry('preload'), async (route) => {
    await asked
    await route.continue()
  })
  await load(page, 'preload')
  await network.settled()
  expect(await evaluated(page)).not.toContain('preload')
  await page.unrouteAll()
})

test('preload: the server is asked once', async ({ page, site }) => {
  test.skip(!site.server, 'the dev server lets a browser keep nothing')
  let sent = 0
  const undo = site.server?.intercept(isView('preload'), { body: (bytes) => (sent++, bytes) })
  expect(await open(page, 'preload')).toBe('preload')
  undo?.()
  expect(sent).toBe(1)
})

test('eager and preload: a plugin of the start has links for its features', async ({
  page,
  site,
}) => {
  test.skip(site.kind === 'dev', 'only a build writes links')
  const html = await (await page.request.get('/')).text()
  const linkOf = (name: string) =>
    html
      .match(/<link[^>]*>/g)
      ?.find((link) => isView(eager(name)).test(/href="([^"]*)/.exec(link)?.[1] ?? ''))
  expect(linkOf('plain')).toBeUndefined()
  expect(linkOf('mode-eager')).toContain('fetchpriority="high"')
  expect(linkOf('preload')).toContain('as="script"')
  expect(linkOf('preload')).not.toContain('fetchpriority')
})

test('webpackChunkName names the file', async ({ page, network, site }) => {
  test.skip(site.kind === 'dev', 'the dev server has no chunks')
  await open(page, 'name')
  await open(page, 'plain')
  expect(viewsOf('name', network.recent).map(({ path }) => path)).toEqual([
    expect.stringMatching(/\/panel-view-/),
  ])
  expect(viewsOf('plain', network.recent).map(({ path }) => path)).toEqual([
    expect.stringMatching(/\/view-/),
  ])
})

test('timeout: a feature that hangs is given up', async ({ page, site }) => {
  await load(page, 'timeout')
  await page.route(isView('timeout'), () => {})
  expect(await open(page, 'timeout')).toMatch(/^CHUNK_TIMEOUT:.*2000 ms/)
  await page.unrouteAll()
  // A module that hangs is the browser's own; a chunk is asked for anew.
  if (site.kind === 'build') expect(await open(page, 'timeout')).toBe('timeout')
})

test('a mode that changes in development counts at once', async ({ page, network, site }) => {
  test.skip(site.kind === 'build', 'a build does not change')
  const loading = { dynamicImport: { mode: 'sync' } } as const
  await writeManifest(appFolder('dynamic-import'), 'changing', loading, {
    manifest: () => ({ extensions: { 'app.labels': [{ label: 'changed' }] } }),
  })
  const labels = () => page.evaluate(() => window.host.extensions('app.labels'))
  await expect.poll(labels).toMatchObject([{ label: 'changed' }])
  network.mark()
  await load(page, 'changing')
  expect(viewsOf('changing', network.recent)).toHaveLength(1)
})

test.describe('after a failure', () => {
  /** The first answers are an outage; gives how often the server was asked. */
  async function failing(page: Page, name: Variant, times: number) {
    let asked = 0
    await page.route(isView(name), (route) => {
      asked++
      return asked > times ? route.continue() : route.fulfill({ status: 503 })
    })
    return () => asked
  }

  test.beforeEach(({ problems }) => problems.expect(/503/))

  test('retry.enabled: false is one attempt', onBuild, async ({ page }) => {
    await failing(page, 'plain', 1)
    expect(await open(page, 'plain')).toBe('plain')
    const asked = await failing(page, 'retry-enabled', 1)
    expect(await open(page, 'retry-enabled')).toMatch(/^CHUNK_LOAD_FAILED:.*1 attempt/)
    expect(asked()).toBe(1)
  })

  test('retry.maxAttempts is the number of attempts', async ({ page }) => {
    await failing(page, 'plain', 2)
    expect(await open(page, 'plain')).toBe('plain')
    const asked = await failing(page, 'retry-attempts', 2)
    expect(await open(page, 'retry-attempts')).toMatch(/^CHUNK_LOAD_FAILED:.*2 attempt/)
    expect(asked()).toBe(2)
  })

  test('retry.backoffMs is what it waits for', onBuild, async ({ page, network }) => {
    await page.clock.install({ time: 0 })
    await page.clock.pauseAt(10_000)
    // A browser's clock tells whole milliseconds; this one adds fractions up.
    await page.evaluate(() => {
      const now = Date.now
      Date.now = () => Math.round(now())
    })
    for (const [name, ms] of [
      ['plain', 1000],
      ['retry-backoff', 30_000],
    ] as const) {
      const asked = await failing(page, name, 1)
      await load(page, name)
      const opened = open(page, name)
      await expect.poll(asked).toBe(1)
      await network.settled()
      expect(asked()).toBe(1)
      await page.clock.runFor(ms * 0.45)
      await network.settled()
      expect(asked()).toBe(1)
      await page.clock.runFor(ms * 2)
      expect(await opened).toMatch(name)
    }
  })
})
