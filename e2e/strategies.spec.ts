import type { Page } from '@playwright/test'
import type { PluginManifestInput } from '@mortise/shared'
import { writeApp } from './support/generated-app.ts'
import type { NetworkLog } from './support/network-log.ts'
import { expect, onBuild, test as base } from './support/test.ts'
import { lendApp } from './support/serve-app.ts'

type Loading = NonNullable<PluginManifestInput['loading']>

const strategies = ['eager', 'parallel', 'lazy', 'deferred', 'on-demand'] as const
const modes = ['async', 'parallel', 'sequential', 'sync'] as const

/**
 * One plugin over and over: what differs is one key. Of each strategy there are two that know nothing
 * of each other, and one that needs the first.
 */
const plugins: Record<string, Loading> = {
  ...Object.fromEntries(
    strategies.flatMap((strategy) =>
      ['', '-too', '-next'].map((end) => [`${strategy}${end}`, { strategy }]),
    ),
  ),
  'mode-a': { strategy: 'eager', initialization: { mode: 'parallel' } },
  ...Object.fromEntries(
    modes.map((mode) => [`mode-b-${mode}`, { strategy: 'eager', initialization: { mode } }]),
  ),
  'mode-b': { strategy: 'eager' },
  'mode-c': { strategy: 'eager' },
}

/** Begins, and ends in another turn of the event loop, or when the test says so. */
const entry = `export default {
  async init({ id, services }) {
    performance.mark(id + ' begins')
    services.register(id + '.service', {})
    await new Promise((resolve) => (globalThis.hold ?? setTimeout)(resolve, id))
    performance.mark(id + ' ends')
  },
}
`

/** Shows nothing by itself, so that a test says when the page is painted first. */
const main = `import { createHost } from '@mortise/browser-runtime'
const only = new URLSearchParams(location.search).get('only').split(' ')
const disabled = ${JSON.stringify(Object.keys(plugins))}.filter((id) => !only.includes(id))
window.host = createHost({ catalog: '/plugins.json', policy: { disabled } })
window.codes = []
window.host.on('diagnostic', ({ code, pluginId }) => {
  if (only.includes(pluginId)) window.codes.push(code)
})
window.host.on('kernel:ready', () => performance.mark('kernel:ready'))
await window.host.bootstrap()
performance.mark('bootstrap')
document.documentElement.dataset.ready = ''
`

declare global {
  interface Window {
    codes: string[]
    /** Does what the browser would do when it has nothing better to do. */
    beIdle(): void
    /** Keeps an `init` from ending. */
    hold(end: () => void, id: string): void
    release(id: string): void
  }
}

const test = base.extend({
  site: [
    async ({ serve }, use) => {
      const folder = await writeApp('strategies', plugins, {
        entry,
        main,
        manifest: (name) => ({
          dependencies: name.endsWith('-next') ? { [name.replace('-next', '')]: '*' } : {},
          capabilities: {
            provides: [
              {
                id: `app.interface.${name.replaceAll('-', '_')}`,
                name: `${name}.service`,
                version: { major: 1, minor: 0, patch: 0 },
                methods: [],
              },
            ],
          },
        }),
      })
      await lendApp(folder, serve, use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** The browser is as busy as the test says. */
function holdIdle() {
  const waiting: IdleRequestCallback[] = []
  window.requestIdleCallback = (work) => waiting.push(work)
  window.beIdle = () => {
    for (const work of waiting.splice(0)) work({ didTimeout: false, timeRemaining: () => 50 })
  }
}

/** No `init` ends before the test releases it. */
function holdInits() {
  const held = new Map<string, () => void>()
  window.hold = (end, id) => held.set(id, end)
  window.release = (id) => held.get(id)?.()
}

const open = (page: Page, ...only: string[]) =>
  page.goto(`/?${new URLSearchParams({ only: only.join(' ') })}`)

async function start(page: Page, ...only: string[]) {
  await open(page, ...only)
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
}

/** What has happened so far, in order. */
const timeline = (page: Page) =>
  page.evaluate(() =>
    ['mark', 'paint']
      .flatMap((type) => performance.getEntriesByType(type))
      .filter(({ name }) => /begins|ends|ready|bootstrap|contentful/.test(name))
      .toSorted((one, other) => one.startTime - other.startTime)
      .map(({ name }) => name),
  )

const state = (page: Page, id: string) => page.evaluate((id) => window.host.status(id)?.state, id)

/** The plugins that have begun, once these have and nothing more happens. */
async function begun(page: Page, network: NetworkLog, ...ids: string[]) {
  const all = async () =>
    (await timeline(page)).flatMap((name) => /(.*) begins/.exec(name)?.slice(1) ?? []).toSorted()
  await expect.poll(all).toEqual(ids)
  await network.settled()
  expect(await all()).toEqual(ids)
}

const release = (page: Page, id: string) => page.evaluate((id) => window.release(id), id)

const ofStrategy = (strategy: string) => [strategy, `${strategy}-too`, `${strategy}-next`]

test('eager: active before bootstrap resolves, one after the other', async ({ page }) => {
  await start(page, ...ofStrategy('eager'))
  expect(await timeline(page)).toEqual([
    'eager begins',
    'eager ends',
    'eager-next begins',
    'eager-next ends',
    'eager-too begins',
    'eager-too ends',
    'kernel:ready',
    'bootstrap',
  ])
  expect(await state(page, 'eager-too')).toBe('ready')
})

test('parallel: active before bootstrap resolves, side by side but for what one needs', async ({
  page,
  network,
}) => {
  await page.addInitScript(holdInits)
  await open(page, ...ofStrategy('parallel'))
  await begun(page, network, 'parallel', 'parallel-too')
  await release(page, 'parallel')
  await begun(page, network, 'parallel', 'parallel-next', 'parallel-too')
  await release(page, 'parallel-next')
  await release(page, 'parallel-too')
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  expect((await timeline(page)).slice(-2)).toEqual(['kernel:ready', 'bootstrap'])
})

/** What may bring a plugin up, without a word of its strategy. */
const uses = {
  loadPlugin: (page: Page, id: string) =>
    page.evaluate(async (id) => void (await window.host.loadPlugin(id)), id),
  'a feature': (page: Page, id: string) =>
    page.evaluate(async (id) => {
      const plugin = await window.host.loadPlugin(id, { feature: 'view' })
      await plugin.feature('view')
    }, id),
  'a service': (page: Page, id: string) =>
    page.evaluate(async (id) => void (await window.host.services.wait(`${id}.service`)), id),
  'a contribution': (page: Page, id: string) =>
    page.evaluate(async (id) => {
      const found = window.host
        .extensions<{ feature: string }>('app.routes')
        .find(({ pluginId }) => pluginId === id)
      if (found) await window.host.resolveContribution(found)
    }, id),
}

for (const [what, use] of Object.entries(uses)) {
  test(`lazy: on first use of ${what}, with what it needs`, onBuild, async ({ page, network }) => {
    await page.addInitScript(holdIdle)
    await start(page, ...ofStrategy('lazy'))
    await page.evaluate(() => window.beIdle())
    await network.settled()
    expect(await timeline(page)).toEqual(['kernel:ready', 'bootstrap'])
    await use(page, 'lazy-next')
    await use(page, 'lazy-next')
    expect(await timeline(page)).toEqual([
      'kernel:ready',
      'bootstrap',
      'lazy begins',
      'lazy ends',
      'lazy-next begins',
      'lazy-next ends',
    ])
    expect(await state(page, 'lazy-too')).toBe('pending')
  })
}

test('deferred: after kernel:ready, the first contentful paint and an idle moment', async ({
  page,
  network,
}) => {
  await page.addInitScript(holdIdle)
  await start(page, 'deferred')
  // Idle, and nothing to see yet.
  await idleOften(page)
  await network.settled()
  expect(await timeline(page)).toEqual(['kernel:ready', 'bootstrap'])
  // Something to see, and no idle moment yet.
  await page.evaluate(() => document.body.append('painted'))
  const painted = async () => (await timeline(page)).includes('first-contentful-paint')
  await expect.poll(painted).toBe(true)
  await network.settled()
  expect(await state(page, 'deferred')).toBe('pending')
  await expect
    .poll(async () => {
      await page.evaluate(() => window.beIdle())
      return state(page, 'deferred')
    })
    .toBe('ready')
  expect(await timeline(page)).toEqual([
    'kernel:ready',
    'bootstrap',
    'first-contentful-paint',
    'deferred begins',
    'deferred ends',
  ])
})

async function idleOften(page: Page) {
  for (let turn = 0; turn < 10; turn++) await page.evaluate(() => window.beIdle())
}

test(
  'on-demand: its extension shows and loads nothing, loadPlugin does',
  onBuild,
  async ({ page, network }) => {
    await page.addInitScript(holdIdle)
    await start(page, ...ofStrategy('on-demand'))
    await page.evaluate(() => document.body.append('painted'))
    await idleOften(page)
    await network.settled()
    network.mark()
    const touched = uses['a contribution'](page, 'on-demand').catch(String)
    expect(await touched).toContain('EXTENSION_ON_DEMAND')
    await idleOften(page)
    await network.settled()
    expect(network.scripts(network.recent).filter((path) => /plugins\//.test(path))).toEqual([])
    expect(await state(page, 'on-demand')).toBe('pending')
    await uses.loadPlugin(page, 'on-demand')
    expect(await state(page, 'on-demand')).toBe('ready')
    await uses['a contribution'](page, 'on-demand')
  },
)

/** Which of `a`, which is parallel, `b` of the mode, and `c` have begun until `a` ends, until `b` ends, and then. */
for (const [mode, ...stages] of [
  [undefined, 'ab', 'ab', 'abc'],
  ['async', 'ab', 'ab', 'abc'],
  ['parallel', 'abc', 'abc', 'abc'],
  ['sequential', 'a', 'ab', 'abc'],
] as const) {
  test(
    `initialization.mode ${mode ?? 'by default'}: who waits for whom`,
    onBuild,
    async ({ page, network }) => {
      const ids = { a: 'mode-a', b: mode ? `mode-b-${mode}` : 'mode-b', c: 'mode-c' }
      const [untilA, untilB, then] = stages.map((names) =>
        [...names].map((name) => ids[name as keyof typeof ids]),
      ) as [string[], string[], string[]]
      await page.addInitScript(holdInits)
      await open(page, ...Object.values(ids))
      await begun(page, network, ...untilA)
      await release(page, ids.a)
      await begun(page, network, ...untilB)
      await release(page, ids.b)
      await begun(page, network, ...then)
    },
  )
}

test(
  'initialization.mode sync: an init that returns a promise fails',
  onBuild,
  async ({ page }) => {
    await start(page, 'mode-b', 'mode-b-sync')
    expect(await state(page, 'mode-b')).toBe('ready')
    expect(await state(page, 'mode-b-sync')).toBe('failed')
    expect(await page.evaluate(() => window.codes)).toEqual(['LIFECYCLE_NOT_SYNC'])
  },
)
