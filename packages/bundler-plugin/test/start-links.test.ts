import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bootPattern, type BootRoute } from '../src/vite/boot-script.ts'
import { createFixture, plugin } from './workspace-fixture.ts'
import type { Built } from './workspace-fixture.ts'

const eager = plugin('eager', { loading: { strategy: 'eager' } }, {})
const preload = (conditions: object, extra = {}) =>
  plugin(
    'onroute',
    {
      features: { page: './src/page.js', other: './src/other.js' },
      extensions: { 'app.routes': [{ path: '/reports', label: 'Reports', feature: 'page' }] },
      loading: { preload: { enabled: true, conditions, ...extra } },
    },
    {
      'src/page.js': "import './page.css'\nexport default 'the page'\n",
      'src/page.css': '.page { color: red }',
      'src/other.js': "export default 'the other'\n",
    },
  )

const htmlOf = (built: Built) => built.files.get('index.html') ?? ''

/** The boot script's routes: pattern, build manifests, scripts, styles. */
function routesOf(built: Built) {
  const data = / data-routes="([^"]*)"/.exec(htmlOf(built))?.[1] ?? '[]'
  const routes: BootRoute[] = JSON.parse(unescaped(data))
  return routes.map(([pattern, html]) => {
    const linksAs = (as: string) =>
      [...html.matchAll(/<link [^>]*>/g)]
        .filter(([link]) => link.includes(`rel="preload" as="${as}" crossorigin href="`))
        .map(([link]) => [attribute('href', link), attribute('integrity', link)] as const)
    const manifests = linksAs('fetch').map(([address]) => address)
    return [pattern, manifests, linksAs('script'), linksAs('style')] as const
  })
}

const characters: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&' }

const unescaped = (text: string) => text.replaceAll(/&(\w+);/g, (_, name) => characters[name] ?? '')

const attribute = (name: string, link: string) => new RegExp(`${name}="([^"]*)"`).exec(link)?.[1]

test('index.html asks for the catalog and for what eager plugins start with', async () => {
  const built = await (await createFixture(eager)).build()
  const chunk = built.manifest('com.example.eager').chunks['com.example.eager/index']
  const html = htmlOf(built)
  expect(html).toContain('<link rel="preload" as="fetch" crossorigin href="/plugins.json">')
  expect(html.match(/as="fetch"/g)).toHaveLength(1)
  expect(html).toMatch(
    new RegExp(
      `as="script" crossorigin href="/plugins/com.example.eager/${chunk?.file}" fetchpriority="high" integrity="sha384-`,
    ),
  )
})

test('a plugin that is not eager and preloads nowhere costs the page nothing', async () => {
  const built = await (await createFixture(plugin('lazy', {}, {}))).build()
  expect(htmlOf(built)).not.toMatch(/com\.example\.lazy|mortise-boot/)
})

test("a route's links are the boot script's data: the plugin and what it shows there", async () => {
  const built = await (await createFixture(preload({ routes: ['/reports'] }))).build()
  const [[pattern, manifests, scripts, styles] = ['', [], [], []]] = routesOf(built)
  expect('/reports').toMatch(new RegExp(pattern))
  expect('/reports/1').not.toMatch(new RegExp(pattern))
  expect(manifests).toEqual([`/${built.catalog.plugins[0]?.manifest}`])
  expect(scripts.map(([address]) => address)).toEqual([
    expect.stringContaining('/com.example.onroute/index-'),
    expect.stringContaining('/com.example.onroute/page-'),
  ])
  expect(styles).toEqual([[expect.stringMatching(/page-.*\.css$/), expect.stringMatching(/^sha/)]])
  const script = [...built.files].find(([path]) => /mortise-boot-/.test(path))?.[1] ?? ''
  expect(htmlOf(built).indexOf('mortise-boot-')).toBeLessThan(htmlOf(built).indexOf('<link'))
  expect(gzipSync(script).length).toBeLessThanOrEqual(160)
})

test.each([
  ['/', '/reports', '/admin/reports'],
  ['/admin/', '/admin/reports', '/reports'],
  ['https://cdn.test/admin/', '/reports', '/admin/reports'],
  ['./', '/anywhere/reports', '/anywhere'],
])('with the base %s the route is at %s', (base, path, other) => {
  const pattern = new RegExp(bootPattern('/reports', base))
  expect(path).toMatch(pattern)
  expect(other).not.toMatch(pattern)
})

test('`resources` says what is asked for', async () => {
  const files = preload({ routes: ['/reports'] }, { resources: ['metadata'] })
  const [[, manifests, scripts, styles] = ['', [], [], []]] = routesOf(
    await (await createFixture(files)).build(),
  )
  expect([manifests.length, scripts.length, styles.length]).toEqual([1, 0, 0])
})

test('preload.enabled: false leaves the route without links', async () => {
  const files = preload({ routes: ['/reports'] }, { enabled: false })
  expect(routesOf(await (await createFixture(files)).build())).toEqual([])
})

test('preload.priority: a lower number is asked for first', async () => {
  const onRoute = (name: string, priority: number) =>
    plugin(
      name,
      { loading: { preload: { enabled: true, priority, conditions: { routes: ['/reports'] } } } },
      {},
    )
  const orderWith = async (priorityOfB: number) => {
    const { build } = await createFixture({ ...onRoute('a', 100), ...onRoute('b', priorityOfB) })
    const [[, , scripts] = ['', [], [], []]] = routesOf(await build())
    return scripts.map(([address = '']) => /com\.example\.(\w)/.exec(address)?.[1])
  }
  expect(await orderWith(101)).toEqual(['a', 'b'])
  expect(await orderWith(50)).toEqual(['b', 'a'])
})

test('a condition that only the runtime can judge is left to it', async () => {
  const files = preload({ routes: ['/reports'], roles: ['admin'] })
  expect(routesOf(await (await createFixture(files)).build())).toEqual([])
})

test('the base of the host stands before every address', async () => {
  const built = await (await createFixture(eager)).build({}, { base: '/console/' })
  expect(htmlOf(built)).toContain('href="/console/plugins.json"')
  expect(htmlOf(built)).toContain('href="/console/plugins/com.example.eager/')
})
