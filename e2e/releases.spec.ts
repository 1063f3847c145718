import type { Page } from '@playwright/test'
import { serveNextReleases, type NextReleases } from './support/next-releases.ts'
import { expect, onBuild, test as base } from './support/test.ts'

const test = base.extend<{ next: NextReleases }>({
  async next({ site: _ }, use) {
    const next = await serveNextReleases()
    await use(next)
    await next.server.close()
  },
})

test.use({ app: 'lab' })

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  expect(await page.evaluate(() => window.lab.load('lab.user'))).toEqual({ loaded: true })
})

test(
  'unloading a plugin stops those that need it, and loading it brings them back',
  onBuild,
  async ({ page }) => {
    await page.evaluate(() => window.lab.host.unload('lab.base'))
    expect(await states(page)).toEqual(['unloaded', 'unloaded'])
    expect(await page.evaluate(() => window.lab.host.services.has('lab.user'))).toBe(false)
    await page.evaluate(() => window.lab.load('lab.base'))
    await expect.poll(() => states(page)).toEqual(['ready', 'ready'])
    expect(await page.evaluate(() => window.inits['lab.user'])).toBe(2)
  },
)

test.describe('with the next releases', () => {
  test.beforeEach(({ site }) => {
    test.skip(site.kind === 'dev', 'the dev server has one release of a plugin')
  })

  test('an upgrade moves a running plugin to its next release, restarts who needs it, and keeps its state', async ({
    page,
    server,
    network,
    next,
  }) => {
    expect(await count(page)).toBe(1)
    expect(await count(page)).toBe(2)
    await page.evaluate(() => window.lab.load('lab.counter'))
    await network.settled()
    network.mark()
    const undo = server.intercept('/plugins.json', { body: next.merged('lab.base') })
    const told = await page.evaluate(async () => {
      const seen: string[] = []
      const { host } = window.lab
      host.on('dynamic-unload', ({ pluginId }) => seen.push(`-${pluginId}`))
      host.on('dynamic-load', ({ pluginId }) => seen.push(`+${pluginId}`))
      const { version, state } = await host.upgrade('lab.base')
      return { version, state, seen }
    })
    undo()
    expect(told).toEqual({
      version: '1.1.0',
      state: 'ready',
      seen: ['-lab.user', '-lab.base', '+lab.base', '+lab.user'],
    })
    expect(await serviceOfUser(page)).toMatchObject({ release: '1.0.0', base: '1.1.0' })
    expect(await count(page)).toBe(12)
    // The bytes of the plugin that only started again were here.
    expect(network.scripts(network.recent).filter((path) => path.includes('lab.user'))).toEqual([])
    expect(await page.evaluate(() => window.inits['lab.counter'])).toBe(1)
  })

  test('a new release that does not start gives way to the old one', async ({
    page,
    server,
    next,
  }) => {
    server.intercept('/plugins.json', { body: next.merged('lab.user'), times: 1 })
    const error = await upgrade(page, 'lab.user')
    expect(error).toContain('RELEASE_ROLLED_BACK')
    expect(error).toContain('the new release is broken')
    expect(await states(page)).toEqual(['ready', 'ready'])
    expect(await serviceOfUser(page)).toMatchObject({ release: '1.0.0' })
  })

  test('a new release that cannot be fetched leaves the old one running', async ({
    page,
    server,
    problems,
    next,
  }) => {
    problems.expect(/Failed to load resource|blocked by CORS/)
    const undo = server.intercept('/plugins.json', { body: next.merged('lab.base') })
    next.server.intercept(/manifest-/, { status: 404 })
    const stopped = page.evaluate(() => {
      let stops = 0
      window.lab.host.on('plugin:destroyed', () => stops++)
      return window.lab.host.upgrade('lab.base').then(
        () => -1,
        () => stops,
      )
    })
    expect(await stopped).toBe(0)
    expect(await states(page)).toEqual(['ready', 'ready'])
    undo()
  })

  test('a second catalog adds plugins to a running page, and one that cannot be read is refused', async ({
    page,
    problems,
    next,
  }) => {
    problems.expect(/CATALOG_DUPLICATE|Failed to load resource|blocked by CORS/)
    const { discovery, seen } = await page.evaluate(async (catalog) => {
      const appeared: string[] = []
      window.lab.host.on('dynamic-discover', ({ pluginId }) => appeared.push(pluginId))
      return { discovery: await window.lab.host.discover(catalog), seen: appeared }
    }, next.catalog)
    expect(discovery.added).toEqual(['lab.fresh'])
    expect(discovery.removed).toEqual([])
    expect(seen).toEqual(['lab.fresh'])
    expect(await page.evaluate(() => window.lab.load('lab.fresh'))).toEqual({ loaded: true })
    expect(await page.evaluate(() => window.lab.host.services.has('lab.fresh'))).toBe(true)
    const refused = page.evaluate(
      (catalog) => window.lab.host.discover(catalog).catch(({ code }) => code),
      `${next.server.url}/gone.json`,
    )
    expect(await refused).toBe('CATALOG_UNREACHABLE')
  })
})

function states(page: Page) {
  return page.evaluate(() =>
    ['lab.base', 'lab.user'].map((id) => window.lab.host.status(id)?.state),
  )
}

function count(page: Page) {
  return page.evaluate(() => window.lab.host.services.get<{ count(): number }>('lab.base').count())
}

function serviceOfUser(page: Page) {
  return page.evaluate(() =>
    window.lab.host.services.get<{ release: string; base: string }>('lab.user'),
  )
}

/** What an upgrade that fails says. */
function upgrade(page: Page, id: string) {
  return page.evaluate(
    (plugin) =>
      window.lab.host.upgrade(plugin).then(
        () => '',
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      ),
    id,
  )
}
