import { cp, rm } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { buildApp, writeApp } from './support/generated-app.ts'
import { startStaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** Codes of what the host told. */
    codes: string[]
    /** Versions of the plugin whose start was begun. */
    starts?: string[]
  }
}

const main = `import { createHost } from '@mortise/browser-runtime'
window.codes = []
const host = (window.host = createHost({ catalog: '/plugins.json', releases: { pause: 0 } }))
host.on('diagnostic', ({ code }) => window.codes.push(code))
await host.bootstrap()
document.documentElement.dataset.ready = ''
`

const entry = (version: string, isBroken: boolean) => `import { state } from './state.js'
export default {
  init() {},
  start() {
    globalThis.starts = [...(globalThis.starts ?? []), '${version}']
    if (${isBroken}) throw new Error('this release is broken')
  },
  serialize: () => state,
  restore: (old) => Object.assign(state, old),
}
`

const feature = (name: string, version: string) => `import { state } from './state.js'
export default () => '${name} ${version} ' + ++state.count
`

/** Builds of one app, of which the third has a plugin that does not start. */
const versions = ['1.0.0', '2.0.0', '3.0.0', '4.0.0']

const test = base.extend<object, { builds: string }>({
  builds: [
    async ({ serve: _ }, use) => {
      let folder = ''
      for (const version of versions) {
        folder = await writeApp(
          'deploys',
          { counter: {} },
          {
            main,
            entry: entry(version, version === '3.0.0'),
            manifest: () => ({
              version,
              features: { view: './src/view.js', help: './src/help.js' },
            }),
            files: () => ({
              'src/state.js': 'export const state = { count: 0 }',
              'src/view.js': feature('view', version),
              'src/help.js': feature('help', version),
            }),
          },
        )
        await buildApp(folder)
        await cp(`${folder}/dist`, `${folder}-built/${version}`, { recursive: true })
      }
      await use(folder)
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  site: [
    async ({ builds }, use) => {
      await deploy(builds, '1.0.0')
      const server = await startStaticServer({ folder: `${builds}-served` })
      await use({ kind: 'build', url: server.url, server })
      return server.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

/** Replaces all files of the server. */
async function deploy(builds: string, version: string) {
  await rm(`${builds}-served`, { recursive: true, force: true })
  await cp(`${builds}-built/${version}`, `${builds}-served`, { recursive: true })
}

const show = (page: Page, name: string) =>
  page.evaluate(async (feature) => {
    const plugin = await window.host.loadPlugin('counter')
    return ((await plugin.feature(feature))['default'] as () => string)()
  }, name)

const codes = (page: Page) => page.evaluate(() => window.codes)

async function open(page: Page) {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
}

test.beforeEach(async ({ builds, page, problems, network }) => {
  // What a deploy took away.
  problems.expect(/Failed to load resource|404|integrity/)
  await deploy(builds, '1.0.0')
  await open(page)
  expect(await show(page, 'view')).toBe('view 1.0.0 1')
  await network.settled()
})

test('a tab whose files are gone opens a feature from the next release, and keeps its state', async ({
  page,
  builds,
}) => {
  await deploy(builds, '2.0.0')
  expect(await show(page, 'help')).toBe('help 2.0.0 2')
  expect(await show(page, 'view')).toBe('view 2.0.0 3')
  expect(await page.evaluate(() => window.starts)).toEqual(['1.0.0', '2.0.0'])
})

test('a look costs an answer without a body, and the focus finds a new release, which waits for the host', async ({
  page,
  builds,
  network,
}) => {
  const focus = () => page.evaluate(() => window.dispatchEvent(new Event('focus')))
  const looks = () => network.recent.filter(({ path }) => path === '/plugins.json')
  network.mark()
  const answered = page.waitForResponse(/plugins\.json/)
  await focus()
  const headers = await (await answered).request().allHeaders()
  expect(headers['if-none-match'] ?? headers['cache-control']).toBeTruthy()
  await network.settled()
  expect(looks()).toHaveLength(1)
  expect(looks()[0]?.bytes).toBe(0)
  expect(await codes(page)).toEqual([])

  await deploy(builds, '2.0.0')
  await focus()
  await expect.poll(() => codes(page)).toEqual(['RELEASE_READY'])
  expect(await show(page, 'view')).toBe('view 1.0.0 2')
  await page.evaluate(() => window.host.upgrade('counter'))
  expect(await show(page, 'view')).toBe('view 2.0.0 3')
})

test('a bad release gives way to the last good one, is not run again, and the next one is taken', async ({
  page,
  builds,
}) => {
  await deploy(builds, '2.0.0')
  await page.evaluate(() => window.host.upgrade('counter'))
  // The server keeps the files of the release before, as docs/releases.md advises.
  await cp(`${builds}-built/3.0.0`, `${builds}-served`, { recursive: true, force: true })
  const failure = page.evaluate(() => window.host.upgrade('counter').catch(({ code }) => code))
  expect(await failure).toBe('RELEASE_ROLLED_BACK')
  expect(await show(page, 'view')).toBe('view 2.0.0 2')
  expect(await page.evaluate(() => window.starts)).toEqual(['1.0.0', '2.0.0', '3.0.0', '2.0.0'])

  await open(page)
  expect(await show(page, 'view')).toBe('view 2.0.0 1')
  expect(await page.evaluate(() => window.starts)).toEqual(['2.0.0'])
  await expect.poll(() => codes(page)).toContain('RELEASE_SKIPPED')

  await deploy(builds, '4.0.0')
  await open(page)
  expect(await show(page, 'view')).toBe('view 4.0.0 1')
  // No catalog lists it any more.
  await page.evaluate(async () => (await window.host.releases()).look())
  expect(await page.evaluate(() => localStorage.getItem('mortise'))).toBeNull()
})
