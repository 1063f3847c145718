import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'
import type { Built } from './workspace-fixture.ts'

const react = { peerDependencies: { react: '^19.0.0' } }

const analytics = plugin(
  'analytics',
  { features: { dashboard: './src/dashboard.js', report: './src/report.js' } },
  {
    'src/dashboard.js': `import { useState } from 'react'
import { format } from './format.js'
import './dashboard.css'
export default function Dashboard() { return useState(format('dashboard')) }
`,
    'src/report.js': `import { format } from './format.js'
export default function Report() { return format('report') }
export const details = () => import('./details.js')
export const lazyStyles = () => import('./lazy.css')
`,
    'src/details.js': "export const details = 'details'\n",
    'src/format.js': "export const format = (text) => text.toUpperCase() + 'formatted'\n",
    'src/dashboard.css': '.dashboard { color: red }',
    'src/lazy.css': '.lazy { color: blue }',
  },
  react,
)
const id = 'com.example.analytics'

test('emits a chunk per feature and import(), a build manifest and a catalog', async () => {
  const { build } = await createFixture(analytics)
  const built = await build({ shared: ['react'] })
  const manifest = built.manifest(id)
  expect(Object.keys(manifest.chunks).sort()).toEqual([
    `${id}/dashboard`,
    `${id}/dashboard_report`,
    `${id}/index`,
    `${id}/report`,
    `${id}/src.details`,
    `${id}/src.lazy`,
  ])
  expect(manifest.features).toEqual({
    dashboard: { chunk: `${id}/dashboard` },
    report: { chunk: `${id}/report` },
  })
  expect(manifest.chunks[`${id}/dashboard`]).toMatchObject({
    deps: [`${id}/dashboard_report`],
    shared: ['react@^19.0.0'],
  })
  expect(built.catalog.plugins).toMatchObject([
    { id, shared: { react: '^19.0.0' }, peers: ['react'] },
  ])
  expect(built.code(id, `${id}/dashboard`)).toMatch(/^"use strict";mortise\(\[/)
})

test("a chunk's styles stand in the manifest, those of a lazy import too", async () => {
  const { build } = await createFixture(analytics)
  const built = await build({ shared: ['react'] })
  const { chunks, styles } = built.manifest(id)
  expect(chunks[`${id}/dashboard`]?.styles).toEqual([expect.stringMatching(/dashboard-.*\.css$/)])
  expect(chunks[`${id}/src.lazy`]?.styles).toEqual([expect.stringMatching(/lazy-.*\.css$/)])
  expect(Object.values(styles)).toEqual([
    { size: expect.any(Number), integrity: expect.stringMatching(/^sha384-/) },
    { size: expect.any(Number), integrity: expect.stringMatching(/^sha384-/) },
  ])
})

test('styles go into a layer named after the plugin when the host asks for layers', async () => {
  const { build } = await createFixture(analytics)
  const built = await build({ shared: ['react'], styleLayers: true })
  const css = [...built.files].find(([path]) => /dashboard-.*\.css$/.test(path))?.[1]
  expect(css).toMatch(/^@layer com-example-analytics\{\.dashboard/)
})

const second = plugin(
  'second',
  { features: { view: './src/view.js' } },
  { 'src/view.js': "import { a } from '../../../common/lib.js'\nexport default () => a()\n" },
)
const first = plugin(
  'first',
  { features: { view: './src/view.js' } },
  {
    'src/view.js': "import { a } from '../../../common/lib.js'\nexport default () => a() + 'one'\n",
  },
)
const common = {
  'common/lib.js': `export const a = () => 'a of the common library'
export const b = () => 'b of the common library'
`,
}

test('a text edit changes the ids of chunks of that plugin alone', async () => {
  const { build, write } = await createFixture({ ...first, ...second, ...common })
  const before = idsOf(await build())
  await write({
    'plugins/first/src/view.js':
      "import { a } from '../../../common/lib.js'\nexport default () => a() + 'two'\n",
  })
  expect(changed(before, idsOf(await build()))).toEqual(['com.example.first/view'])
})

test('one more function of a shared library changes its user and the shared chunk', async () => {
  const { build, write } = await createFixture({ ...first, ...second, ...common })
  const before = idsOf(await build())
  await write({
    'plugins/first/src/view.js':
      "import { a, b } from '../../../common/lib.js'\nexport default () => a() + b()\n",
  })
  expect(changed(before, idsOf(await build()))).toEqual([
    'com.example.first/view',
    expect.stringMatching(/^shared\//),
  ])
})

test('codeSplitting.enabled: false is one chunk, whatever other plugins share with it', async () => {
  const alone = plugin(
    'first',
    { features: { view: './src/view.js' }, loading: { codeSplitting: { enabled: false } } },
    { 'src/view.js': "import { a } from '../../../common/lib.js'\nexport default () => a()\n" },
  )
  const { build } = await createFixture({ ...alone, ...second, ...common })
  const built = await build()
  expect(Object.keys(built.manifest('com.example.first').chunks)).toEqual([
    'com.example.first/index',
  ])
  expect(built.code('com.example.first', 'com.example.first/index')).toContain('a of the common')
})

test.each([
  ['hashed', /^index-[\w-]{10}\.js$/],
  ['named', /^index\.js\?v=[\w-]{10}$/],
  ['sequential', /^0\.js\?v=[\w-]{10}$/],
])('chunkNaming %s', async (chunkNaming, address) => {
  const files = plugin('named', { loading: { codeSplitting: { chunkNaming } } }, {})
  const built = await (await createFixture(files)).build()
  const chunk = built.manifest('com.example.named').chunks['com.example.named/index']
  expect(chunk?.file).toMatch(address)
})

test('webpackChunkName names the files of chunks that are loaded by import()', async () => {
  const files = plugin(
    'named',
    {
      features: { view: './src/view.js' },
      loading: { dynamicImport: { webpackChunkName: 'my-[request]' } },
    },
    { 'src/view.js': 'export default 1' },
  )
  const built = await (await createFixture(files)).build()
  const { chunks } = built.manifest('com.example.named')
  expect(chunks['com.example.named/view']?.file).toMatch(/^my-view-/)
  expect(chunks['com.example.named/index']?.file).toMatch(/^index-/)
})

test('maxChunkSize cuts a large feature, and names a module that nobody can cut', async () => {
  const text = (length: number) => `export default ${JSON.stringify('x'.repeat(length))}\n`
  const files = plugin(
    'large',
    { features: { view: './src/view.js' }, loading: { codeSplitting: { maxChunkSize: 40 } } },
    {
      'src/view.js': "import a from './a.js'\nimport b from './b.js'\nexport default () => a + b\n",
      'src/a.js': text(30_000),
      'src/b.js': text(60_000),
    },
  )
  const built = await (await createFixture(files)).build()
  const { chunks } = built.manifest('com.example.large')
  expect(Object.keys(chunks)).toContain('com.example.large/view.1')
  expect(built.warnings.join()).toMatch(
    /CONFIG_CHUNK_TOO_LARGE.*com\.example\.large.*40 KB.*src\/b\.js/s,
  )
})

test('source maps lead from a factory chunk to the source', async () => {
  const { build } = await createFixture(analytics)
  const built = await build({ shared: ['react'] }, { build: { sourcemap: true } })
  const code = built.code(id, `${id}/report`)
  const file = /sourceMappingURL=(\S+)/.exec(code)?.[1] ?? ''
  const map = JSON.parse(built.files.get(`plugins/${id}/${file}`) ?? '{}')
  expect(map.sources).toEqual([expect.stringMatching(/report\.js$/)])
})

/** Logical chunk name → id, over all plugins. */
function idsOf(built: Built) {
  const all = built.catalog.plugins.flatMap((entry) =>
    Object.entries(built.manifest(entry.id).chunks),
  )
  return new Map(all.map(([name, chunk]) => [name, chunk.id]))
}

function changed(before: Map<string, string>, after: Map<string, string>) {
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
  return [...after].flatMap(([name, hash]) => (before.get(name) === hash ? [] : name)).sort()
}
