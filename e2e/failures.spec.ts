import type { Page } from '@playwright/test'
import type { Outcome } from './lab/src/lab.ts'
import { readBuild } from './support/build-facts.ts'
import { expect, onBuild, test } from './support/test.ts'

test.use({ app: 'lab' })

const load = (page: Page, plugin: string, feature?: string): Promise<Outcome> =>
  page.evaluate(([id, name]) => window.lab.load(id, name), [plugin, feature] as const)

test.beforeEach(async ({ page, problems }) => {
  // What the browser itself says about an answer that is no success.
  problems.expect(/Failed to load resource|integrity|digest/)
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
})

test.afterEach(async ({ page }) => {
  // Whatever happened: the host and the other plugins go on.
  expect(await load(page, 'lab.counter', 'view')).toEqual({ loaded: true })
})

test.describe('from the server', () => {
  test.beforeEach(({ site }) => {
    test.skip(site.kind === 'dev', 'the dev server has no chunks')
  })

  test('a chunk whose bytes were changed is refused', async ({ page, server }) => {
    const [chunk = ''] = readBuild('lab').scripts('lab.alpha')
    const undo = server.intercept(chunk, {
      body: (bytes) => Buffer.concat([bytes, Buffer.from('\nglobalThis.stolen = true')]),
    })
    const outcome = await load(page, 'lab.alpha')
    undo()

    expect(outcome).toMatchObject({
      loaded: false,
      code: 'CHUNK_INTEGRITY',
      message: expect.stringContaining('lab.alpha'),
    })
    expect(await page.evaluate(() => 'stolen' in window)).toBe(false)
  })

  test('a chunk that is missing is reported with its plugin', async ({ page, server }) => {
    const undo = server.intercept(readBuild('lab').scripts('lab.beta')[0] ?? '', { status: 404 })
    const outcome = await load(page, 'lab.beta')
    undo()

    expect(outcome).toMatchObject({
      loaded: false,
      code: 'CHUNK_LOAD_FAILED',
      message: expect.stringContaining('lab.beta'),
      fix: expect.stringMatching(/\S/),
    })
  })

  test('a chunk that fails once is fetched again', async ({ page, server, network }) => {
    const [chunk = ''] = readBuild('lab').scripts('lab.beta')
    const undo = server.intercept(chunk, { status: 503, times: 1 })
    expect(await load(page, 'lab.beta')).toEqual({ loaded: true })
    undo()
    expect(network.scripts().filter((path) => path.startsWith(chunk))).toHaveLength(2)
  })
})

test('an init that throws fails its plugin alone, with the cause', async ({ page }) => {
  expect(await load(page, 'lab.thrower')).toMatchObject({
    loaded: false,
    code: 'LIFECYCLE_THREW',
    message: expect.stringContaining('lab.thrower'),
    cause: expect.stringContaining('thrown by the lab'),
  })
})

test('an init that never settles fails after its time limit', async ({ page }) => {
  expect(await load(page, 'lab.stuck')).toMatchObject({
    loaded: false,
    code: 'LIFECYCLE_TIMEOUT',
    message: expect.stringContaining('lab.stuck'),
  })
})

test('a default export that is no plugin is named', onBuild, async ({ page }) => {
  expect(await load(page, 'lab.wrong')).toMatchObject({
    loaded: false,
    code: 'LIFECYCLE_NOT_A_PLUGIN',
    message: expect.stringContaining('lab.wrong'),
  })
})

test(
  'a feature that does not exist is answered with the nearest name',
  onBuild,
  async ({ page }) => {
    expect(await load(page, 'lab.styled', 'fancey')).toMatchObject({
      loaded: false,
      code: 'LIFECYCLE_FEATURE_MISSING',
      message: expect.stringContaining('fancy'),
    })
  },
)

test(
  'a plugin that the catalog does not list is answered with the nearest id',
  onBuild,
  async ({ page }) => {
    expect(await load(page, 'lab.conter')).toMatchObject({
      loaded: false,
      code: 'HOST_PLUGIN_UNKNOWN',
      message: expect.stringContaining('lab.counter'),
    })
  },
)
