import { expect, test } from 'vitest'
import { createPluginBuilder } from '../src/cli/dev/plugin-builder.ts'
import { createFixture, json, plugin } from './workspace-fixture.ts'

const host = (dependencies: Record<string, string>) => ({
  'package.json': json({ name: 'host', type: 'module', dependencies }),
})

/** An npm package in the fixture's node_modules. */
function npmPackage(name: string, version: string, files: Record<string, string>, extra = {}) {
  const folder = `node_modules/${name}`
  const packageJson = json({ name, version, main: 'index.js', ...extra })
  return Object.fromEntries(
    Object.entries({ 'package.json': packageJson, ...files }).map(([path, text]) => [
      `${folder}/${path}`,
      text,
    ]),
  )
}

const tiny = npmPackage(
  'tiny-lib',
  '2.1.0',
  {
    'index.js':
      "export const used = () => 'used by plugins'\nexport const unused = () => 'of no use'\n",
    'extra.js': "export default 'the extra entry point'\n",
  },
  { type: 'module', sideEffects: false },
)
const user = (name: string, code: string, dependencies: Record<string, string>) =>
  plugin(name, {}, { 'src/index.js': code }, { dependencies })

test("the host's own instance is left out of the plugins and provided from the host's bundle", async () => {
  const { build } = await createFixture({
    ...plugin(
      'a',
      {},
      {
        'src/index.js':
          "import { useState } from 'react'\nimport { jsx } from 'react/jsx-runtime'\nexport default { init: () => [useState, jsx] }\n",
      },
      { peerDependencies: { react: '^19.0.0' } },
    ),
  })
  const built = await build({ shared: ['react'] })
  const manifest = built.manifest('com.example.a')
  expect(Object.keys(manifest.shared)).toEqual(['react/jsx-runtime@^19.0.0', 'react@^19.0.0'])
  expect(manifest.shared['react@^19.0.0']).toMatchObject({ singleton: true, names: ['useState'] })
  expect(manifest.provides).toBeUndefined()
  expect(built.catalog.plan?.shared).toEqual({ 'react@^19.0.0': 'host' })
  const main = [...built.files].find(([path]) => /^assets\/index-.*\.js$/.test(path))?.[1]
  expect(main).toMatch(/"react\/jsx-runtime"|`react\/jsx-runtime`/)
})

test('of a package that tree-shakes the host provides what the plugins use, and no more', async () => {
  const { build } = await createFixture({
    ...tiny,
    ...host({ 'tiny-lib': '^2.0.0' }),
    ...user('a', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^2.0.0',
    }),
  })
  const built = await build({ shared: ['tiny-lib'] })
  const main = [...built.files].find(([path]) => /^assets\/index-.*\.js$/.test(path))?.[1]
  expect(main).toContain('used by plugins')
  expect(main).not.toContain('of no use')
})

test('what no host provides is built once, as a fallback that all its users share', async () => {
  const { build } = await createFixture({
    ...tiny,
    ...user('a', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^2.0.0',
    }),
    ...user(
      'b',
      "import { used } from 'tiny-lib'\nimport extra from 'tiny-lib/extra.js'\nexport default { init: () => used() + extra }\n",
      { 'tiny-lib': '^2.1.0' },
    ),
  })
  const built = await build({ shared: ['tiny-lib'] })
  const a = built.manifest('com.example.a')
  const b = built.manifest('com.example.b')
  expect(a.provides).toEqual({
    'tiny-lib': { package: 'tiny-lib', version: '2.1.0', chunk: 'shared/tiny-lib-2.1.0' },
  })
  expect(Object.keys(b.provides ?? {}).sort()).toEqual(['tiny-lib', 'tiny-lib/extra.js'])
  expect(a.chunks['shared/tiny-lib-2.1.0']?.id).toBe(b.chunks['shared/tiny-lib-2.1.0']?.id)
  expect(built.code('com.example.a', 'com.example.a/index')).not.toContain('used by plugins')
  expect(built.catalog.plugins[0]?.provides).toEqual({ 'tiny-lib': '2.1.0' })
})

test('a CommonJS library in a plugin requires the shared instance too', async () => {
  const { build } = await createFixture({
    ...npmPackage(
      'old-widget',
      '1.0.0',
      {
        'index.js': "const React = require('react')\nexports.version = () => React.version\n",
      },
      { peerDependencies: { react: '>=16' } },
    ),
    ...plugin(
      'a',
      {},
      {
        'src/index.js': "import { version } from 'old-widget'\nexport default { init: version }\n",
      },
      { peerDependencies: { react: '^19.0.0' }, dependencies: { 'old-widget': '^1.0.0' } },
    ),
  })
  const built = await build({ shared: ['react'] })
  const { shared, chunks } = built.manifest('com.example.a')
  // The library's wide range is met by whatever meets the plugin's own, but nothing states that here.
  expect(Object.values(shared)).toMatchObject([{ specifier: 'react', range: '>=16' }])
  expect(Object.keys(chunks)).not.toContain('shared/react')
  expect(built.code('com.example.a', 'com.example.a/index')).toContain('react@>=16')
})

test('a library and its plugin get one instance: the narrower range decides', async () => {
  const { build } = await createFixture({
    ...npmPackage(
      'widget',
      '1.0.0',
      {
        'index.js': "import { version } from 'react'\nexport { version }\n",
      },
      { type: 'module', peerDependencies: { react: '^18.0.0 || ^19.0.0' } },
    ),
    ...plugin(
      'a',
      {},
      {
        'src/index.js':
          "import { version } from 'widget'\nimport { useState } from 'react'\nexport default { init: () => [version, useState] }\n",
      },
      { peerDependencies: { react: '^19.0.0' }, dependencies: { widget: '^1.0.0' } },
    ),
  })
  const built = await build({ shared: ['react'] })
  const { shared } = built.manifest('com.example.a')
  expect(Object.values(shared).map(({ range }) => range)).toEqual(['^19.0.0', '^19.0.0'])
  expect(built.catalog.plugins[0]?.shared).toEqual({ react: '^19.0.0' })
})

test('two versions that no range brings together are two providers', async () => {
  const { build } = await createFixture({
    ...tiny,
    ...user('a', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^2.0.0',
    }),
    ...user('b', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^1.0.0',
    }),
    ...Object.fromEntries(
      Object.entries(
        npmPackage(
          'tiny-lib',
          '1.4.0',
          { 'index.js': "export const used = () => 'the old one'\n" },
          { type: 'module' },
        ),
      ).map(([path, text]) => [`plugins/b/${path}`, text]),
    ),
  })
  const built = await build({ shared: ['tiny-lib'] })
  expect(built.manifest('com.example.a').provides?.['tiny-lib']?.version).toBe('2.1.0')
  expect(built.manifest('com.example.b').provides?.['tiny-lib']?.version).toBe('1.4.0')
})

test('a patch of a shared dependency renames no chunk of a plugin', async () => {
  const { build, write } = await createFixture({
    ...tiny,
    ...user('a', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^2.0.0',
    }),
  })
  const entry = async () =>
    (await build({ shared: ['tiny-lib'] })).manifest('com.example.a').chunks['com.example.a/index']
      ?.id
  const before = await entry()
  await write({ 'node_modules/tiny-lib/index.js': "export const used = () => 'patched'\n" })
  expect(await entry()).toBe(before)
})

test('providers of packages that need each other name each other as shared, in that order', async () => {
  const { build } = await createFixture({
    ...host({}),
    ...plugin(
      'a',
      {},
      {
        'src/index.js': `import { createRoot } from 'react-dom/client'
import { useState } from 'react'
export default { init: () => [createRoot, useState] }
`,
      },
      { peerDependencies: { react: '^19.0.0', 'react-dom': '^19.0.0' } },
    ),
  })
  const built = await build({ shared: ['react', 'react-dom'] })
  const { provides, chunks, shared } = built.manifest('com.example.a')
  expect(Object.keys(provides ?? {}).sort()).toEqual(
    expect.arrayContaining(['react', 'react-dom/client']),
  )
  const client = chunks[provides?.['react-dom/client']?.chunk ?? '']
  const needed = client?.shared?.map((key) => shared[key]?.specifier)
  // The linker resolves what a chunk names before it runs it: React first, whoever asks for what.
  expect(needed).toContain('react')
})

test('a plugin that is built again and again brings its fallback every time', async () => {
  const { root } = await createFixture({
    ...tiny,
    ...user('a', "import { used } from 'tiny-lib'\nexport default { init: used }\n", {
      'tiny-lib': '^2.0.0',
    }),
    'vite.config.js':
      "import { mortise } from '@mortise/bundler-plugin/vite'\nexport default { plugins: [mortise({ shared: ['tiny-lib'] })] }\n",
  })
  const builder = await createPluginBuilder({ folder: root, root, config: undefined, names: [] })
  const first = await builder.build()
  const next = await builder.build()
  expect([...next.files.keys()]).toEqual([...first.files.keys()])
  expect([...next.files.keys()].join()).toContain('tiny-lib')
})
