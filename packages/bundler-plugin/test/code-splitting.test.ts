import { SourceMap, type SourceMapping } from 'node:module'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createFixture, json, plugin } from './workspace-fixture.ts'

const id = 'com.example.shop'
const names = ['list', 'detail', 'settings']
const text = (name: string) => JSON.stringify(name.repeat(6000))

/** Three features, two of them on one route; list and detail use `price`, all use `money`. */
function shop(codeSplitting: Record<string, unknown>) {
  return plugin(
    'shop',
    {
      features: Object.fromEntries(names.map((name) => [name, `./src/${name}.js`])),
      extensions: {
        'app.routes': [
          { path: '/shop', label: 'Shop', feature: 'list' },
          { path: '/shop', label: 'Shop', feature: 'detail' },
          { path: '/shop/settings', label: 'Settings', feature: 'settings' },
        ],
      },
      loading: { codeSplitting },
    },
    {
      'src/list.js': `import { price } from './price.js'\nexport default () => price + ${text('list')}\n`,
      'src/detail.js': `import { price } from './price.js'\nexport default () => price + ${text('detail')}\n`,
      'src/settings.js': `import { money } from './money.js'\nexport default () => money + ${text('settings')}\n`,
      'src/price.js': `import { money } from './money.js'\nexport const price = money + ${text('price')}\n`,
      'src/money.js': `export const money = ${text('money')}\n`,
    },
  )
}

async function chunksOf(codeSplitting: Record<string, unknown>, options = {}) {
  const built = await (await createFixture(shop(codeSplitting))).build(options)
  const { chunks, features } = built.manifest(id)
  return { names: Object.keys(chunks).map((name) => name.slice(id.length + 1)), features }
}

test('feature: each feature, and what they share by who shares it', async () => {
  const { names: chunks } = await chunksOf({ strategy: 'feature' })
  expect(chunks.sort()).toEqual([
    'detail',
    'detail_list',
    'detail_list_settings',
    'index',
    'list',
    'settings',
  ])
})

test('route: the features of one route are one chunk', async () => {
  const { names: chunks, features } = await chunksOf({ strategy: 'route' })
  expect(chunks.sort()).toEqual(['detail_list', 'detail_list_settings', 'index', 'settings'])
  expect(features['list']).toEqual(features['detail'])
})

test('size: chunks are merged up to the limit', async () => {
  const { names: chunks } = await chunksOf({ strategy: 'size', maxChunkSize: 400 })
  expect(chunks.sort()).toEqual(['detail_list_settings', 'index'])
})

test("custom: the host's function decides", async () => {
  const chunkName = (module: { id: string }) =>
    /(?:price|money)\.js$/.test(module.id) ? 'accounting' : undefined
  const { names: chunks } = await chunksOf({ strategy: 'custom' }, { chunkName })
  expect(chunks.sort()).toEqual(['accounting', 'detail', 'index', 'list', 'settings'])
})

test('custom: chunks that would import each other in a circle fail the build and are named', async () => {
  const chunkName = (module: { id: string }) => (/(?:list|money)\.js$/.test(module.id) ? 'a' : 'b')
  await expect(chunksOf({ strategy: 'custom' }, { chunkName })).rejects.toThrow(
    /CONFIG_CHUNKS_BROKEN.*circle.*com\.example\.shop\/a/,
  )
})

test.each([
  ['minChunks', { sharedDependencies: { minChunks: 3 } }],
  ['sharedDependencies.enabled', { sharedDependencies: { enabled: false } }],
])('%s decides what is extracted; the rest stays in the entry', async (_key, settings) => {
  const { names: chunks } = await chunksOf(settings)
  // `money`, which `price` imports, goes with it into the entry.
  expect(chunks.sort()).toEqual(['detail', 'index', 'list', 'settings'])
})

test('a typical plugin costs the catalog at most 150 bytes gzip', async () => {
  const files = Object.assign(
    {},
    ...Array.from({ length: 40 }, (_, i) =>
      plugin(
        `team${i}-analytics`,
        {
          name: `Analytics ${i}`,
          features: { dashboard: './src/dashboard.js' },
          extensions: {
            'app.routes': [
              { path: `/analytics${i}`, label: `Analytics ${i}`, feature: 'dashboard' },
            ],
          },
          loading: {
            preload: {
              enabled: true,
              conditions: { routes: [`/analytics${i}`], roles: ['admin', 'analyst'] },
            },
          },
        },
        {
          'src/dashboard.js': `import { useState } from 'react'\nexport default () => useState(${i})\n`,
        },
        { peerDependencies: { react: '^19.0.0' } },
      ),
    ),
  )
  const built = await (await createFixture(files)).build({ shared: ['react'] })
  expect(gzipSync(json(built.catalog)).length / 40).toBeLessThanOrEqual(150)
})

test('a plugin that awaits at its top makes no chunk more of another', async () => {
  const waits = { 'src/view.js': 'await Promise.resolve()\nexport default () => 1\n' }
  const built = await (
    await createFixture({
      ...shop({}),
      ...plugin('slow', { features: { view: './src/view.js' } }, waits),
    })
  ).build()
  const { chunks } = built.manifest(id)
  expect(Object.keys(chunks).filter((name) => name.includes('/index'))).toEqual([`${id}/index`])
})

test('helpers of the bundler cost no request, and a chunk has only those that it calls', async () => {
  const commonJs = (name: string) => `exports.value = ${text(name)}\n`
  const feature = `import { value } from './old.cjs'\nexport default () => value\n`
  const files = ['one', 'two'].map((name) =>
    plugin(
      name,
      { features: { view: './src/view.js' } },
      { 'src/view.js': feature, 'src/old.cjs': commonJs(name) },
    ),
  )
  const built = await (await createFixture(Object.assign({}, ...files))).build()
  const one = 'com.example.one'
  expect(Object.keys(built.manifest(one).chunks)).toEqual([`${one}/index`, `${one}/view`])
  expect(built.code(one, `${one}/view`)).toContain('exports:{}')
  expect(built.code(one, `${one}/view`)).not.toContain('getOwnPropertyNames')
})

test('a source map is right behind helpers that were put in', async () => {
  const feature = `import { value } from './old.cjs'\n\nexport default () => [value, 'marked']\n`
  const views = ['one', 'two'].map((name) =>
    plugin(
      name,
      { features: { view: './src/view.js' } },
      { 'src/view.js': feature, 'src/old.cjs': `exports.value = '${name}'\n` },
    ),
  )
  const fixture = await createFixture(Object.assign({}, ...views))
  const built = await fixture.build({}, { build: { sourcemap: true } })
  const code = built.code('com.example.one', 'com.example.one/view')
  const map = [...built.files].find(([name]) => /one\/view-[\w-]+\.js\.map$/.test(name))?.[1]
  const found = new SourceMap(JSON.parse(map ?? '')).findEntry(0, code.indexOf('marked') - 1)
  expect(code).toContain('exports:{}')
  expect(found).toMatchObject({ originalLine: 2 })
  expect((found as SourceMapping).originalSource).toMatch(/src\/view\.js$/)
})
