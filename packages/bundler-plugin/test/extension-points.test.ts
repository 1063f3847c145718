import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger, createServer } from 'vite'
import { expect, it, onTestFinished, test, vi } from 'vitest'
import { mortise } from '../src/vite/index.ts'
import { createFixture, json, plugin } from './workspace-fixture.ts'

const schema = {
  type: 'object',
  required: ['label'],
  properties: { label: { type: 'string' }, feature: { type: 'string' } },
  additionalProperties: false,
}

const extensionPoints = { 'app.tabs': { schema } }

const tabs = (...values: object[]) => ({ extensions: { 'app.tabs': values } })

it('warns of a bad contribution with file, path and nearest key, and leaves it out', async () => {
  const fixture = await createFixture({
    ...plugin('a', tabs({ label: 'A' }, { lable: 'B' }, { label: 1 }), {}),
    ...plugin('b', tabs({}), {}),
  })
  const { catalog, warnings } = await fixture.build({ extensionPoints })
  expect(catalog.plugins.map(({ extensions }) => extensions)).toEqual([
    { 'app.tabs': [{ label: 'A' }] },
    undefined,
  ])
  expect(warnings.join('\n')).toMatch(
    /EXTENSION_INVALID: .*app\.tabs\[1\] of plugin "com\.example\.a" in ".*plugins\/a\/plugin\.json".*`app\.tabs\[1\]\.lable`: did you mean `label`\?/,
  )
  expect(warnings.join('\n')).toContain('`app.tabs[2].label`: instance type "number" is invalid')
  // The page says it again, without the paths of the machine that built it.
  const dropped = catalog.plan?.contributions?.dropped ?? []
  expect(dropped.map(({ plugin, code }) => [plugin, code])).toEqual([
    ['com.example.a', 'EXTENSION_INVALID'],
    ['com.example.a', 'EXTENSION_INVALID'],
    ['com.example.b', 'EXTENSION_INVALID'],
  ])
  expect(JSON.stringify(catalog)).not.toContain(fixture.root)
})

it.each([
  ['extension-points.json', json(extensionPoints)],
  ['extension-points.ts', `export default ${json(extensionPoints)} as const`],
])('reads the points from %s', async (file, text) => {
  const { build } = await createFixture({ ...plugin('a', tabs({}), {}), [file]: text })
  expect((await build({ extensionPoints: file })).warnings.join()).toContain('EXTENSION_INVALID')
})

it('puts the schemas into a module of the host that a start does not import', async () => {
  const { build } = await createFixture(plugin('a', tabs({ label: 'A' }), {}))
  const { files, catalog } = await build({ extensionPoints })
  const scripts = [...files].filter(([file]) => /^assets\/.*\.js$/.test(file))
  const [[entry, code] = ['', '']] = scripts.filter(([, text]) => text.includes('extensionPoints:'))
  const [[points] = ['']] = scripts.filter(([, text]) => text.includes('additionalProperties'))
  expect(points).not.toBe(entry)
  expect(code).toMatch(/extensionPoints:\(\)=>/)
  // Nothing has to be judged, so nothing is said.
  expect(catalog.plan?.contributions).toBeUndefined()
})

test.each([
  ['a condition', tabs({ label: 'A', when: { roles: ['admin'] } }), {}],
  ['a priority', tabs({ label: 'A', priority: 1 }), {}],
  [
    'a single place',
    tabs({ label: 'A' }),
    { 'app.tabs': { schema, cardinality: 'single' as const } },
  ],
])('tells the page of %s', async (_what, manifest, points) => {
  const { build } = await createFixture(plugin('a', manifest, {}))
  const { catalog, warnings } = await build({ extensionPoints: { ...extensionPoints, ...points } })
  expect(catalog.plan?.contributions).toEqual({})
  expect(catalog.plugins[0]?.extensions?.['app.tabs']).toHaveLength(1)
  expect(warnings).toEqual([])
})

it('takes the points that plugins declare, each once, and puts them into the catalog', async () => {
  const point = { id: 'com.extension.tab', name: 'Tab', type: 'widget', contract: { schema } }
  const declaring = { capabilities: { extensionPoints: [point] } }
  const { build } = await createFixture({
    ...plugin('a', declaring, {}),
    ...plugin('b', { ...declaring, extensions: { 'com.extension.tab': [{}] } }, {}),
  })
  const { catalog, warnings } = await build()
  expect(catalog.plugins[0]?.extensionPoints).toEqual({ 'com.extension.tab': { schema } })
  expect(warnings.map((text) => /EXTENSION_\w+/.exec(text)?.[0])).toEqual([
    'EXTENSION_POINT_DUPLICATE',
    'EXTENSION_INVALID',
  ])
})

test.each([
  [
    'a `when` with an unknown key',
    tabs({ label: 'A', when: { role: [] } }),
    /EXTENSION_CONDITION_INVALID.*did you mean `roles`\?/,
  ],
  [
    'a feature that is not there',
    { ...tabs({ label: 'A', feature: 'vew' }), features: { view: './src/view.js' } },
    /EXTENSION_FEATURE_MISSING.*Did you mean "view"\?/,
  ],
  [
    'a point that is nearly a declared one',
    { extensions: { 'app.tab': [{}] } },
    /EXTENSION_POINT_UNKNOWN.*Did you mean "app\.tabs"\?/,
  ],
])('warns of %s', async (_what, manifest, message) => {
  const { build } = await createFixture(
    plugin('a', manifest, { 'src/view.js': 'export default () => 1\n' }),
  )
  expect((await build({ extensionPoints })).warnings.join('\n')).toMatch(message)
})

test.each([
  [
    'a schema of the host',
    { 'app.tabs': { schema: { type: 'objekt' } } },
    {},
    /EXTENSION_SCHEMA_INVALID.*the host.*"objekt"; did you mean "object"\?/,
  ],
  [
    'a declaration of the host',
    { 'app.tabs': { shema: {} } },
    {},
    /CONFIG_EXTENSION_POINTS.*`app\.tabs\.shema`: did you mean `schema`\?/,
  ],
  [
    'a schema of a plugin',
    {},
    {
      capabilities: {
        extensionPoints: [
          {
            id: 'com.extension.tab',
            name: 'T',
            type: 'widget',
            contract: { schema: { $ref: '#/$defs/x' } },
          },
        ],
      },
    },
    /EXTENSION_SCHEMA_INVALID.*plugin "com\.example\.a"/,
  ],
])('stops for %s that cannot be used', async (_what, points, manifest, message) => {
  const { build } = await createFixture(plugin('a', manifest, {}))
  const error: unknown = await build({ extensionPoints: points as never }).then(
    () => expect.fail('the build succeeded'),
    (reason: unknown) => reason,
  )
  expect(String(error)).toMatch(message)
})

it('serves a bad contribution as it stands, says so in the terminal, and follows the points’ file', async () => {
  const file = 'extension-points.json'
  const { root } = await createFixture({
    ...plugin('a', tabs({ lable: 'A' }), {}),
    [file]: json(extensionPoints),
  })
  const warnings: string[] = []
  const customLogger = createLogger('silent')
  customLogger.warnOnce = (message) => void warnings.push(message)
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    plugins: [mortise({ extensionPoints: file })],
    server: { port: 0, host: '127.0.0.1' },
    optimizeDeps: { noDiscovery: true, include: [] },
  })
  onTestFinished(() => server.close())
  await server.listen()
  const { port } = server.httpServer!.address() as { port: number }
  const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}/${path}`)).text()

  expect(await read('plugins.json')).toContain('"lable":"A"')
  expect(warnings.join('\n')).toMatch(
    /EXTENSION_INVALID.*plugins\/a\/plugin\.json.*did you mean `label`/,
  )

  const points = '@id/__x00__mortise:extension-points'
  expect(await read(points)).toContain('"label"')
  await writeFile(join(root, file), json({ 'app.tabs': { schema: { required: ['lable'] } } }))
  await vi.waitFor(async () => expect(await read(points)).toContain('"lable"'), { timeout: 20_000 })
})
