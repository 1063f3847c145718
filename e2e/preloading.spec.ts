import type { Page } from '@playwright/test'
import type { LoadingInput } from '@mortise/shared'
import { writeApp } from './support/generated-app.ts'
import type { Exchange, NetworkLog } from './support/network-log.ts'
import { expect, onBuild, test as base } from './support/test.ts'
import { lendApp } from './support/serve-app.ts'

type Preload = NonNullable<LoadingInput['preload']>

declare global {
  interface Window {
    /** What the app says of its user, device and network. */
    says: Record<'roles' | 'device' | 'network', { set(value: unknown): void }>
  }
}

const resources = ['metadata', 'code', 'assets', 'dependencies', 'services'] as const

/** Each differs from `plain` in one key, and preloads on a route of its own. */
const variants: Record<string, Preload> = {
  plain: {},
  off: { enabled: false },
  ...Object.fromEntries(resources.map((one) => [`only-${one}`, { resources: [one] }])),
  late: { priority: 300, conditions: { routes: ['/in-order'] } },
  early: { priority: 200, conditions: { routes: ['/in-order'] } },
  admins: { conditions: { roles: ['admin', 'owner'] } },
  tablets: { conditions: { deviceType: ['tablet'] } },
  fast: { conditions: { minNetworkSpeed: '4g', roles: ['traveller'] } },
  strict: { conditions: { routes: ['/strict'], roles: ['admin'] } },
  large: {},
}

/** As many as a page may have installed, all of which want the same route. */
const many = Array.from({ length: 30 }, (_, index) => `many-${10 + index}`)

/** What the app's own page shows at its root. */
const links = ['plain', 'off', 'admins', 'strict']

const loading = (name: string, { conditions, ...preload }: Preload): LoadingInput => ({
  preload: { enabled: true, conditions: conditions ?? { routes: [`/${name}`] }, ...preload },
})

const plugins = {
  ...Object.fromEntries(
    Object.entries(variants).map(([name, preload]) => [name, loading(name, preload)]),
  ),
  ...Object.fromEntries(
    many.map((name) => [name, loading(name, { conditions: { routes: ['/many'] } })]),
  ),
  demanded: { ...loading('demanded', {}), strategy: 'on-demand' as const },
  'lazy-view': { ...loading('lazy-view', {}), dynamicImport: { mode: 'lazy' as const } },
  base: {},
}

const main = `import { createHost } from '@mortise/browser-runtime'
function cell(value) {
  const listeners = new Set()
  return {
    get: () => value,
    set(next) {
      value = next
      listeners.forEach((listener) => listener())
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
window.says = { roles: cell([]), device: cell('desktop'), network: cell('4g') }
const routeOf = location.search === '?hash' ? ({ hash }) => hash.slice(1) : undefined
window.host = createHost({ catalog: '/plugins.json', routeOf, ...window.says })
window.told = []
for (const type of ['preload-started', 'preload-completed']) {
  window.host.on(type, (event) => window.told.push(event))
}
if (location.search === '?picture') document.body.append(Object.assign(new Image(), { src: '/slow.png' }))
await window.host.bootstrap()
document.body.append('The app')
document.documentElement.dataset.ready = ''
`

const interfaceOf = (name: string) => ({
  id: `com.example.interface.${name}`,
  name,
  version: { major: 1, minor: 0, patch: 0 },
  methods: [],
})

const text = {
  main,
  manifest: (name: string) =>
    name === 'base'
      ? { capabilities: { provides: [interfaceOf('base')] } }
      : { dependencies: { base: '^1.0.0' } },
  files(name: string): Record<string, string> {
    if (name === 'large') {
      return { 'src/view.js': `export default () => ${JSON.stringify('large '.repeat(20_000))}\n` }
    }
    const view = `import './view.css'
globalThis.evaluated = [...(globalThis.evaluated ?? []), '${name}']
export default () => '${name}'
`
    return { 'src/view.js': view, 'src/view.css': `.${name} { color: red }` }
  },
}

const test = base.extend({
  site: [
    async ({ serve }, use) => {
      const folder = await writeApp('preloading', plugins, text)
      await lendApp(folder, serve, use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const kinds = {
  manifest: (name: string) => new RegExp(`/${name}/manifest(-[^/]*)?\\.json$`),
  entry: (name: string) => new RegExp(`(/plugins/${name}/index-|mortise:entry:${name})[^/]*$`),
  view: (name: string) => new RegExp(`/plugins/${name}/(src/view\\.js|view-[^/]*\\.js)$`),
  // Vite puts the sheets of all plugins into one folder, and nothing needs that of `base`.
  style: (name: string) => (name === 'base' ? /^$/ : /\/plugins\/assets\/[^/]*\.css$/),
}

/** What was asked for of these plugins, as `<plugin> <kind>`, in the order of the first requests. */
function askedFor(log: readonly Exchange[], ...names: string[]) {
  const found = log.flatMap(({ path }) =>
    names.flatMap((name) =>
      Object.entries(kinds).flatMap(([kind, is]) => (is(name).test(path) ? `${name} ${kind}` : [])),
    ),
  )
  return [...new Set(found)]
}

/** Waits until the page has had the time to plan, to look at its links, and to fetch what follows. */
async function planned(page: Page, network: NetworkLog) {
  await page.evaluate(async () => {
    const idle = () => new Promise((resolve) => requestIdleCallback(resolve))
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let round = 0; round < 3; round++) {
      await idle()
      await frame()
    }
  })
  await network.settled()
}

async function open(page: Page, network: NetworkLog, path: string) {
  await page.goto(path)
  await page.locator('html[data-ready]').waitFor()
  await network.settled()
  await planned(page, network)
  network.mark()
}

const goTo = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState(null, '', to), path)

const say = (page: Page, name: keyof Window['says'], value: unknown) =>
  page.evaluate(([what, said]) => window.says[what].set(said), [name, value] as const)

const feature = (page: Page, name: string) =>
  page.evaluate(async (id) => {
    const plugin = await window.host.loadPlugin(id)
    const view = await plugin.feature('view')
    return (view['default'] as () => string)()
  }, name)

const addLinks = (page: Page) =>
  page.evaluate((names) => {
    for (const name of names) {
      const link = Object.assign(document.createElement('a'), { href: `/${name}`, id: name })
      link.append(Object.assign(document.createElement('b'), { textContent: name }))
      document.body.append(link, document.createElement('br'))
    }
  }, links)

/** What is expected of a plugin that is preloaded in full. */
const whole = (name: string, kind: string) => [
  `${name} manifest`,
  `base manifest`,
  `base entry`,
  `${name} entry`,
  `${name} view`,
  // The dev server's styles are modules, which only running them reveals.
  ...(kind === 'build' ? [`${name} style`] : []),
]

test.beforeEach(({ page, network }) => open(page, network, '/'))

test.describe('preload.resources', () => {
  for (const [name, expected] of [
    ['only-metadata', ['only-metadata manifest']],
    ['only-code', ['only-code manifest', 'only-code entry', 'only-code view']],
    ['only-assets', ['only-assets manifest', 'only-assets style']],
    ['only-dependencies', ['only-dependencies manifest', 'base manifest', 'base entry']],
    ['only-services', ['only-services manifest', 'base manifest']],
  ] as const) {
    test(`${name} alone`, onBuild, async ({ page, network }) => {
      await goTo(page, `/${name}`)
      await planned(page, network)
      const asked = askedFor(network.recent, name, 'base')
      expect(asked.toSorted()).toEqual([...expected].toSorted())
      expect(await page.evaluate(() => window.evaluated ?? [])).toEqual([])
    })
  }

  test('without it all but service definitions, flat, and nothing runs', async ({
    page,
    network,
    site,
  }) => {
    await goTo(page, '/plain')
    await planned(page, network)
    const asked = askedFor(network.recent, 'plain', 'base')
    expect(asked.toSorted()).toEqual(whole('plain', site.kind).toSorted())
    expect(asked.slice(0, 2).toSorted()).toEqual(['base manifest', 'plain manifest'])
    expect(await page.evaluate(() => window.evaluated ?? [])).toEqual([])
    expect(await page.evaluate(() => window.host.status('plain')?.state)).toBe('pending')
  })
})

test('preload.enabled: false preloads nothing', async ({ page, network }) => {
  await goTo(page, '/off')
  await planned(page, network)
  expect(askedFor(network.recent, 'off')).toEqual([])
})

test('preload.priority: a lower number is asked for first', onBuild, async ({ page, network }) => {
  await goTo(page, '/in-order')
  await planned(page, network)
  const manifests = askedFor(network.recent, 'late', 'early').filter((one) => /manifest/.test(one))
  expect(manifests).toEqual(['early manifest', 'late manifest'])
})

test('preload.conditions.routes: a route that is entered', async ({ page, network }) => {
  await goTo(page, '/plain/other')
  await planned(page, network)
  expect(askedFor(network.recent, 'plain')).toEqual([])
  await goTo(page, '/plain')
  await planned(page, network)
  expect(askedFor(network.recent, 'plain')).toContain('plain entry')
})

test(
  'preload.conditions.roles: a role that is taken, one of several',
  onBuild,
  async ({ page, network }) => {
    await say(page, 'roles', ['viewer'])
    await planned(page, network)
    expect(askedFor(network.recent, 'admins')).toEqual([])
    await say(page, 'roles', ['viewer', 'owner'])
    await planned(page, network)
    expect(askedFor(network.recent, 'admins')).toContain('admins entry')
  },
)

test(
  'preload.conditions.deviceType: a window that becomes a tablet’s',
  onBuild,
  async ({ page, network }) => {
    await say(page, 'device', 'mobile')
    await planned(page, network)
    expect(askedFor(network.recent, 'tablets')).toEqual([])
    await say(page, 'device', 'tablet')
    await planned(page, network)
    expect(askedFor(network.recent, 'tablets')).toContain('tablets entry')
  },
)

test(
  'preload.conditions.minNetworkSpeed: a network that gets fast enough',
  onBuild,
  async ({ page, network }) => {
    await say(page, 'network', '3g')
    await say(page, 'roles', ['traveller'])
    await planned(page, network)
    expect(askedFor(network.recent, 'fast')).toEqual([])
    await say(page, 'network', '4g')
    await planned(page, network)
    expect(askedFor(network.recent, 'fast')).toContain('fast entry')
  },
)

test('all groups of conditions must hold', onBuild, async ({ page, network }) => {
  await goTo(page, '/strict')
  await planned(page, network)
  expect(askedFor(network.recent, 'strict')).toEqual([])
  await say(page, 'roles', ['admin'])
  await planned(page, network)
  expect(askedFor(network.recent, 'strict')).toContain('strict entry')
})

test('who saves data gets nothing that nobody waits for', onBuild, async ({ page, network }) => {
  await say(page, 'network', { speed: '4g', saveData: true })
  await goTo(page, '/plain')
  await planned(page, network)
  expect(askedFor(network.recent, 'plain')).toEqual([])
  expect(await feature(page, 'plain')).toBe('plain')
})

test(
  'a plugin on demand and a lazy feature are never fetched ahead',
  onBuild,
  async ({ page, network }) => {
    await goTo(page, '/demanded')
    await goTo(page, '/lazy-view')
    await planned(page, network)
    expect(askedFor(network.recent, 'demanded')).toEqual([])
    const asked = askedFor(network.recent, 'lazy-view')
    expect(asked).toContain('lazy-view entry')
    expect(asked).not.toContain('lazy-view view')
  },
)

test('what the page’s own links have fetched is not fetched again', async ({
  page,
  network,
  site,
}) => {
  test.skip(site.kind === 'dev', 'only a build writes links')
  const before = network.all.length
  await open(page, network, '/plain')
  const code = network.all
    .slice(before)
    .filter(({ path }) => kinds.entry('plain').test(path) || kinds.view('plain').test(path))
  expect(code.map(({ path }) => path)).toHaveLength(2)
  const stats = await page.evaluate(() => window.host.stats())
  expect(stats.preload.preloaded).toBeLessThan(5000)
})

test('what a visit before has left in the HTTP cache costs nothing and is not wasted', async ({
  page,
  network,
  site,
}) => {
  test.skip(!site.server, 'the dev server lets a browser keep nothing')
  await goTo(page, '/plain')
  await planned(page, network)
  let sent = 0
  const undo = site.server?.intercept(/\/plugins\//, { body: (bytes) => (sent++, bytes) })
  await open(page, network, '/')
  await goTo(page, '/plain')
  await planned(page, network)
  undo?.()
  expect(sent).toBe(0)
  const { preload } = await page.evaluate(() => window.host.stats())
  expect(preload).toMatchObject({ preloaded: 0, wasted: 0 })
})

test('nothing is guessed before the page itself is here', onBuild, async ({ page, network }) => {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  await page.route('**/slow.png', async (route) => {
    await given
    await route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    })
  })
  await page.goto('/?picture', { waitUntil: 'commit' })
  await page.locator('html[data-ready]').waitFor()
  network.mark()
  await say(page, 'roles', ['owner'])
  await page.evaluate(async () => {
    for (let turn = 0; turn < 5; turn++)
      await new Promise((resolve) => requestIdleCallback(resolve))
  })
  expect(askedFor(network.recent, 'admins')).toEqual([])
  give()
  await page.waitForLoadState('load')
  await expect.poll(() => askedFor(network.recent, 'admins')).toContain('admins entry')
})

test('a host whose routes stand after the #', onBuild, async ({ page, network, site }) => {
  await open(page, network, '/?hash')
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '#/plain', textContent: 'x' })
    document.body.append(link)
  })
  await page.locator('a').hover()
  await planned(page, network)
  const asked = askedFor(network.recent, 'plain', 'base')
  expect(asked.toSorted()).toEqual(whole('plain', site.kind).toSorted())
  await page.evaluate(() => location.assign('#/only-metadata'))
  await planned(page, network)
  expect(askedFor(network.recent, 'only-metadata')).toContain('only-metadata manifest')
})

test.describe('a link that the user reaches for', () => {
  test.beforeEach(async ({ page }) => {
    // Each is in view, which would do too.
    await page.evaluate(() => (IntersectionObserver.prototype.observe = () => {}))
    await addLinks(page)
  })

  const signs = {
    'under the mouse': [{}, (page: Page) => page.locator('#plain b').hover()],
    'with the focus': [onBuild, (page: Page) => page.locator('#plain').focus()],
    'under a finger': [
      onBuild,
      (page: Page) => page.locator('#plain b').dispatchEvent('touchstart'),
    ],
  } as const

  for (const [sign, [where, reach]] of Object.entries(signs)) {
    test(`${sign}: its route’s plugin is preloaded`, where, async ({ page, network, site }) => {
      await reach(page)
      await planned(page, network)
      const asked = askedFor(network.recent, 'plain', 'base')
      expect(asked.toSorted()).toEqual(whole('plain', site.kind).toSorted())
      expect(await page.evaluate(() => window.evaluated ?? [])).toEqual([])
    })
  }

  test(
    'only where its plugin preloads, and its other conditions hold',
    onBuild,
    async ({ page, network }) => {
      for (const name of ['off', 'admins', 'strict']) await page.locator(`#${name}`).hover()
      await planned(page, network)
      expect(askedFor(network.recent, 'off', 'admins', 'strict')).toEqual([])
    },
  )

  test('the server is asked once, and the click finds it here', async ({ page, network, site }) => {
    test.skip(!site.server, 'the dev server lets a browser keep nothing')
    let sent = 0
    const undo = site.server?.intercept(/\/plugins\//, { body: (bytes) => (sent++, bytes) })
    await page.locator('#plain').hover()
    await planned(page, network)
    const ahead = sent
    expect(await feature(page, 'plain')).toBe('plain')
    undo?.()
    expect(ahead).toBeGreaterThanOrEqual(4)
    expect(sent).toBe(ahead)
    const { preload } = await page.evaluate(() => window.host.stats())
    expect(preload).toMatchObject({ waits: 2, hits: 2, hitRate: 1, wasted: 0 })
  })

  test('after the host’s shutdown nobody listens', onBuild, async ({ page, network }) => {
    await page.evaluate(() => window.host.shutdown())
    await page.locator('#plain').hover()
    await planned(page, network)
    expect(askedFor(network.recent, 'plain')).toEqual([])
  })
})

test(
  'links in the viewport are preloaded at an idle moment',
  onBuild,
  async ({ page, network }) => {
    await addLinks(page)
    await page.evaluate(() => {
      const below = document.createElement('div')
      below.style.height = '5000px'
      document.querySelector('#strict')?.before(below)
    })
    await say(page, 'roles', ['admin'])
    await planned(page, network)
    const asked = askedFor(network.recent, 'plain', 'strict')
    expect(asked).toContain('plain view')
    expect(asked).not.toContain('strict manifest')
    await page.locator('#strict').scrollIntoViewIfNeeded()
    await planned(page, network)
    expect(askedFor(network.recent, 'strict')).toContain('strict view')
  },
)

test(
  'a page that is offline or hidden waits, and goes on after',
  onBuild,
  async ({ page, context, network }) => {
    const show = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, state)
    await context.setOffline(true)
    await goTo(page, '/plain')
    await planned(page, network)
    expect(askedFor(network.recent, 'plain')).toEqual([])
    await show('hidden')
    await context.setOffline(false)
    await planned(page, network)
    expect(askedFor(network.recent, 'plain')).toEqual([])
    await show('visible')
    await planned(page, network)
    expect(askedFor(network.recent, 'plain')).toContain('plain view')
  },
)

test('what the user waits for ends what nobody waits for, which comes later', async ({
  page,
  network,
  site,
}) => {
  test.skip(!site.server, 'a module of the dev server has no known size')
  const undo = site.server?.intercept(kinds.view('large'), { delayMs: 60_000, times: 1 })
  const asked = page.waitForRequest(kinds.view('large'))
  await goTo(page, '/large')
  await asked
  expect(await feature(page, 'plain')).toBe('plain')
  undo?.()
  await planned(page, network)
  const large = network.recent.filter(({ path }) => kinds.view('large').test(path))
  expect(large.map(({ failure, status }) => failure ?? status)).toEqual(['net::ERR_ABORTED', 200])
  expect(large[1]?.startedAt).toBeGreaterThan(
    network.recent.find(({ path }) => kinds.view('plain').test(path))?.startedAt ?? Infinity,
  )
})

test('of thirty plugins a few are on their way, which make room for a click', async ({
  page,
  network,
  site,
}) => {
  test.skip(!site.server, 'the dev server answers too fast for anything to wait')
  const ofMany = /\/plugins\/many-/
  const undo = site.server?.intercept(ofMany, { delayMs: 10_000, times: 4 })
  const recent = () => network.recent.filter(({ path }) => ofMany.test(path))
  await goTo(page, '/many')
  await expect.poll(() => recent().length).toBe(4)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  expect(recent()).toHaveLength(4)
  undo?.()
  expect(await feature(page, 'many-39')).toBe('many-39')
  const [first] = recent().filter(({ path }) => kinds.view('many-39').test(path))
  const before = recent().filter(({ startedAt }) => startedAt < (first?.startedAt ?? 0))
  expect(askedFor(before, ...many)).toEqual([
    ...many.slice(0, 4).map((name) => `${name} manifest`),
    'many-39 manifest',
    'many-39 entry',
  ])
  const entries = () => askedFor(recent(), ...many).filter((one) => /entry/.test(one))
  await expect.poll(() => entries().length).toBe(many.length)
})

test('an event tells of each preload’s begin and end', onBuild, async ({ page, network }) => {
  await goTo(page, '/only-code')
  await planned(page, network)
  const told = await page.evaluate(() => (window as unknown as { told: object[] }).told)
  expect(told).toMatchObject([
    {
      type: 'preload-started',
      pluginId: 'only-code',
      metadata: { reason: 'conditions', resources: ['code'] },
    },
    {
      type: 'preload-completed',
      pluginId: 'only-code',
      metadata: { reason: 'conditions', files: 3 },
    },
  ])
})

test(
  'a route that often follows another is prefetched, until it is forgotten',
  onBuild,
  async ({ page, network }) => {
    for (let visit = 0; visit < 2; visit++) {
      await goTo(page, '/start')
      await goTo(page, '/plain')
      await goTo(page, '/elsewhere')
    }
    await open(page, network, '/start')
    expect(askedFor(network.all.slice(-40), 'plain')).toContain('plain view')
    await page.evaluate(() => localStorage.removeItem('mortise:routes'))
    const before = network.all.length
    await open(page, network, '/start')
    expect(askedFor(network.all.slice(before), 'plain')).toEqual([])
  },
)
