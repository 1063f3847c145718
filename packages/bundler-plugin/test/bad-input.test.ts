import { build } from 'vite'
import type { InlineConfig } from 'vite'
import { expect, test } from 'vitest'
import { mortise } from '../src/vite/index.ts'
import { createFixture, json, plugin } from './workspace-fixture.ts'

async function failure(files: Record<string, string>, options = {}) {
  const { build } = await createFixture(files)
  return build(options).then(
    () => expect.fail('the build succeeded'),
    (error: unknown) => error,
  )
}

const good = plugin('good', {}, {})

test.each([
  ['no plugin found', {}, {}, 'CONFIG_NO_PLUGINS', /"plugins\/\*"/],
  [
    'two plugins with one id',
    { ...good, ...plugin('other', { id: 'com.example.good' }, {}) },
    {},
    'CONFIG_DUPLICATE_ID',
    /"com\.example\.good".*good\/plugin\.json.*other\/plugin\.json/,
  ],
  [
    'a feature whose file is missing',
    plugin('bad', { features: { view: './src/view.js' } }, {}),
    {},
    'CONFIG_FEATURE_MISSING',
    /"view".*"com\.example\.bad".*src\/view\.js/,
  ],
  [
    'an entry that is missing',
    plugin('bad', { entry: './src/start.js' }, {}),
    {},
    'CONFIG_ENTRY_MISSING',
    /src\/start\.js/,
  ],
  [
    'an entry without a plugin',
    plugin('bad', {}, { 'src/index.js': 'export const init = 1\n' }),
    {},
    'CONFIG_ENTRY_INVALID',
    /src\/index\.js.*default export/,
  ],
  [
    'an unknown key',
    plugin('bad', { loading: { stratgey: 'eager' } }, {}),
    {},
    'MANIFEST_UNKNOWN_KEY',
    /loading\.stratgey.*did you mean `strategy`/,
  ],
  [
    'a range that does not parse',
    plugin('bad', { dependencies: { 'com.example.good': 'one or two' } }, {}),
    {},
    'MANIFEST_RANGE_INVALID',
    /com\.example\.bad.*com\.example\.good.*one or two/s,
  ],
  [
    'a manifest that is not JSON',
    plugin('bad', {}, { 'plugin.json': '{ "id": ' }),
    {},
    'MANIFEST_NOT_JSON',
    /plugins\/bad\/plugin\.json/,
  ],
  [
    'a dependency that is not in the workspace',
    plugin('bad', { dependencies: { 'com.example.gone': '^1.0.0' } }, {}),
    {},
    'RESOLVE_WORKSPACE',
    /com\.example\.bad.*com\.example\.gone/,
  ],
  [
    'a shared package that is not installed',
    good,
    { shared: ['not-installed'] },
    'CONFIG_SHARED_NOT_INSTALLED',
    /"not-installed"/,
  ],
  ['an unknown option', good, { pluginz: [] }, 'CONFIG_INVALID', /pluginz/],
])('%s', async (_name, files, options, code, message) => {
  const error = await failure(files as Record<string, string>, options)
  expect(String(error)).toMatch(message)
  expect(String(error)).toMatch(/Fix: /)
  expect(String(error)).toContain(code)
})

const usesView = "import view from './view.js'\n"

test("a feature that the plugin's entry imports statically cannot be loaded alone", async () => {
  const error = await failure(
    plugin(
      'bad',
      { features: { view: './src/view.js' } },
      {
        'src/index.js': "import './setup.js'\nexport default { init() {} }\n",
        'src/setup.js': `${usesView}console.log(view)\n`,
        'src/view.js': 'export default 1\n',
      },
    ),
  )
  expect(String(error)).toMatch(
    /CONFIG_FEATURE_NOT_LAZY.*"view".*"com\.example\.bad".*src\/index\.js -> plugins\/bad\/src\/setup\.js -> plugins\/bad\/src\/view\.js/,
  )
})

test('a feature may import another feature', async () => {
  const { build } = await createFixture(
    plugin(
      'good',
      { features: { view: './src/view.js', page: './src/page.js' } },
      {
        'src/view.js': 'export default 1\n',
        'src/page.js': `${usesView}export default view\n`,
      },
    ),
  )
  const built = await build()
  const { features, chunks } = built.manifest('com.example.good')
  expect(chunks[features['page']?.chunk ?? '']?.deps).toContain(features['view']?.chunk)
  expect(built.warnings).toEqual([])
})

const ownReact = plugin(
  'own',
  {},
  {
    'src/index.js': "import { version } from './lib.js'\nexport default { init: () => version }\n",
    'src/lib.js': "export { version } from 'react'\n",
  },
)

test('a plugin that bundles its own React gets a warning with the path that pulled it in', async () => {
  const { build } = await createFixture(ownReact)
  const { warnings } = await build({})
  expect(warnings.join()).toMatch(
    /SHARED_BUNDLED: Plugin "com\.example\.own".*"react".*src\/index\.js -> plugins\/own\/src\/lib\.js -> .*react\/index\.js/,
  )
})

test('a shared React is no reason to warn', async () => {
  const { build } = await createFixture({
    ...ownReact,
    'package.json': json({ name: 'host', type: 'module', dependencies: { react: '^19.0.0' } }),
  })
  const { warnings } = await build({ shared: ['react'] })
  expect(warnings).toEqual([])
})

test("a script that builds with Vite's build(), which knows one environment, is told what to call", async () => {
  const { root } = await createFixture(good)
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [mortise()],
  }
  await expect(build(config)).rejects.toThrow(/CONFIG_BUILDER_NEEDED.*createBuilder/)
})
