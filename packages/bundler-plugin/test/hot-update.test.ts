import { readFile, rm, writeFile } from 'node:fs/promises'
import { createLogger, createServer, type HotPayload, type ViteDevServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { entryId } from '../src/vite/resolve-entries.ts'
import { mortise } from '../src/vite/index.ts'
import { createFixture, plugin } from './workspace-fixture.ts'

const sources = {
  'src/index.js': `import { word } from './word.js'\nexport default { init() { return word } }\n`,
  'src/word.js': `export const word = 'one'\n`,
  'src/view.js': `import { label } from './label.js'\nexport const mount = () => label\n`,
  'src/label.js': `export const label = 'one'\n`,
}
const features = { features: { view: './src/view.js' } }
const files = {
  ...plugin('taking', { ...features, loading: { hotReload: { enabled: true } } }, sources),
  ...plugin('plain', features, sources),
  ...plugin(
    'staged',
    { ...features, loading: { hotReload: { enabled: true, environment: 'staging' } } },
    sources,
  ),
}

/** A dev server that has transformed all modules, as for a page; what it says, and what it sends. */
async function serve() {
  const { root } = await createFixture(files)
  const told: string[] = []
  const customLogger = createLogger('silent')
  customLogger.info = (message) => void told.push(message)
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    plugins: [mortise()],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  })
  onTestFinished(() => server.close())
  const { client } = server.environments
  for (const name of ['taking', 'plain', 'staged']) {
    await client.transformRequest(entryId(`com.example.${name}`))
    for (const file of Object.keys(sources)) {
      await client.transformRequest(`/plugins/${name}/${file}`)
    }
  }
  const sent: HotPayload[] = []
  client.hot.send = (...message: unknown[]) => {
    const [type, data] = message
    sent.push(
      (typeof type === 'string' ? { type: 'custom', event: type, data } : type) as HotPayload,
    )
  }
  return { root, server, told, sent }
}

async function edit(server: ViteDevServer, file: string) {
  await writeFile(file, `${await readFile(file, 'utf8')}// edited\n`)
  server.watcher.emit('change', file)
}

test('the page learns which features an edit reached, and the entry takes it', async () => {
  const { root, server, sent } = await serve()
  await edit(server, `${root}/plugins/taking/src/label.js`)
  await expect.poll(() => sent.length).toBe(2)
  expect(sent).toMatchObject([
    {
      event: 'mortise:edited',
      data: { plugin: 'com.example.taking', features: ['view'] },
    },
    { type: 'update', updates: [{ path: expect.stringContaining('mortise:entry:') }] },
  ])
})

test('an edit of what only the entry imports reaches no feature', async () => {
  const { root, server, sent } = await serve()
  await edit(server, `${root}/plugins/taking/src/word.js`)
  await expect.poll(() => sent.length).toBe(2)
  expect(sent[0]).toMatchObject({ data: { features: [] } })
})

test.each([
  ['plain', '"loading.hotReload.enabled": true'],
  ['staged', '"loading.hotReload.environment": "development"'],
])('where the page reloads for "%s", the terminal names the key', async (name, key) => {
  const { root, server, sent, told } = await serve()
  await edit(server, `${root}/plugins/${name}/src/word.js`)
  await expect.poll(() => sent).toMatchObject([{ type: 'full-reload' }])
  expect(told.find((line) => line.includes(`com.example.${name}`))).toContain(key)
})

test('files of a plugin that is gone do not reload the page, whichever is told of first', async () => {
  const { root, server, sent } = await serve()
  const folder = `${root}/plugins/plain`
  await rm(folder, { recursive: true })
  server.watcher.emit('all', 'unlink', `${folder}/plugin.json`)
  await expect.poll(() => sent).toMatchObject([{ data: { removed: ['com.example.plain'] } }])
  server.watcher.emit('unlink', `${folder}/src/word.js`)
  await edit(server, `${root}/plugins/taking/src/word.js`)
  await expect.poll(() => sent.at(-1)).toMatchObject({ type: 'update' })
  expect(sent.filter(({ type }) => type === 'full-reload')).toEqual([])
})
