import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serveEdited, type EditedApp } from './support/edited-app.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** A reference to the service of plugin `plain`, taken once by another plugin. */
    keptService: { word: string; more(): number }
    /** Ids of the plugins that were reloaded, in order. */
    reloads: string[]
  }
}

const entry = `import { word } from './word.js'
let count = 0
export default {
  init({ id, services }) {
    services.register(id, { word, more: () => ++count })
  },
  serialize: () => count,
  restore(state) { count = state },
}
`

const word = (text: string) => `export const word = '${text}'\n`

const keeper = `export default {
  init() {},
  start({ services }) {
    window.keptService = services.find('plain')
  },
}
`

const files = 100
const part = (index: number) => `plugins/many/src/part${index}.js`
const indices = Array.from({ length: files }, (_, index) => index)
const parts = (text: string) =>
  indices.map((index) => [part(index), `export default '${text}'\n`] as const)
const many = [
  ...indices.map((index) => `import part${index} from './part${index}.js'`),
  `export const word = [${indices.map((index) => `part${index}`).join()}].join('')\n`,
].join('\n')

const kept = { enabled: true, strategy: 'state-preserve', debounceMs: 0 } as const
const plugins = { plain: kept, asking: {}, many: kept, keeper: {} } as const

type Name = keyof typeof plugins

const test = base.extend<{ edited: EditedApp }, { served: EditedApp }>({
  served: [
    async ({ serve: _ }, use) => {
      const app = await serveEdited(
        'hot-manifests',
        plugins,
        { entry },
        {
          ...Object.fromEntries(parts('a')),
          'plugins/many/src/word.js': many,
          'plugins/plain/src/word.js': word('one'),
          'plugins/asking/src/word.js': word('one'),
          'plugins/keeper/src/index.js': keeper,
        },
      )
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [({ served: { url } }, use) => use({ kind: 'dev', url }), { scope: 'worker' }],
  edited: async ({ served, page, problems }, use) => {
    // A file is empty for a moment while it is written.
    problems.expect(/does not provide an export|Failed to reload|Failed to load resource/)
    await open(page)
    await use(served)
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    await served.undo()
  },
})

test.skip(({ serve }) => serve === 'build', 'a build has no dev server')

async function open(page: Page) {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
}

const wordOf = (page: Page, name: string) =>
  page.evaluate((id) => window.host.services.find<{ word: string }>(id)?.word, name)
const says = (page: Page, name: string, text: string) =>
  expect.poll(() => wordOf(page, name)).toBe(text)
/** Waits over the moment between two generations: a write may be seen twice. */
const press = (page: Page, name: Name) =>
  page.evaluate(async (id) => {
    const service = await window.host.services.wait<{ more(): number }>(id)
    return service.more()
  }, name)
const labels = (page: Page) =>
  page.evaluate(() =>
    window.host.extensions<{ label: string }>('app.labels').map(({ label }) => label),
  )
const stateOf = (page: Page, name: string) =>
  page.evaluate((id) => window.host.status(id)?.state, name)

const manifestFile = (name: string) => `plugins/${name}/plugin.json`
const labelled = (label: string) => (text: string) =>
  JSON.stringify({ ...JSON.parse(text), extensions: { 'app.labels': [{ label }] } })

test('an edit of plugin.json starts its plugin anew, also where that takes no edits of its code; a reference to its service leads on', async ({
  page,
  edited,
}) => {
  const kept = () => page.evaluate(() => [window.keptService.word, window.keptService.more()])
  for (const [name, pressed] of [
    ['plain', 2],
    ['asking', 1],
  ] as const) {
    await press(page, name)
    const generation = () => page.evaluate((id) => window.host.status(id)?.generation, name)
    expect(await generation()).toBe(0)
    await edited.edit(manifestFile(name), labelled(`of ${name}`))
    await expect.poll(() => labels(page)).toContain(`of ${name}`)
    await expect.poll(generation).toBe(1)
    expect(await press(page, name)).toBe(pressed)
  }
  await edited.edit('plugins/plain/src/word.js', word('two'))
  await says(page, 'plain', 'two')
  expect(await kept()).toEqual(['two', 3])
  expect(await page.evaluate(() => window.host.status('keeper')?.generation)).toBe(0)
})

test('a mistake in plugin.json is shown, the old one goes on, and the next save heals', async ({
  page,
  edited,
}) => {
  await press(page, 'plain')
  await edited.edit(manifestFile('plain'), (text) =>
    JSON.stringify({ ...JSON.parse(text), loadng: {} }),
  )
  const overlay = page.locator('vite-error-overlay')
  await expect(overlay).toContainText('did you mean `loading`?')
  await expect(overlay).toContainText('plugins/plain/plugin.json')
  expect(await press(page, 'plain')).toBe(2)
  await edited.undo()
  await expect(overlay).toBeHidden()
  await edited.edit(manifestFile('plain'), labelled('healed'))
  await expect.poll(() => labels(page)).toContain('healed')
  expect(await press(page, 'plain')).toBe(3)
})

test('a feature that gets another name and file is there, and the one before is gone', async ({
  page,
  edited,
}) => {
  const openFeature = (name: string) =>
    page.evaluate(async (feature) => {
      const plugin = await window.host.loadPlugin('plain')
      const opened = plugin.feature(feature).then(({ default: view }) => (view as () => string)())
      return opened.catch(({ code }: { code: string }) => code)
    }, name)
  expect(await openFeature('view')).toBe('plain')
  await edited.edit('plugins/plain/src/word.js', word('two'))
  await says(page, 'plain', 'two')
  await writeFile(join(edited.folder, 'plugins/plain/src/board.js'), `export default () => 'board'`)
  await edited.edit(manifestFile('plain'), (text) =>
    JSON.stringify({ ...JSON.parse(text), features: { board: './src/board.js' }, extensions: {} }),
  )
  await edited.remove('plugins/plain/src/view.js')
  await expect.poll(() => openFeature('board')).toBe('board')
  expect(await openFeature('view')).toBe('LIFECYCLE_FEATURE_MISSING')
  // Still the newest code, and edits go on.
  expect(await wordOf(page, 'plain')).toBe('two')
  await edited.edit('plugins/plain/src/word.js', word('three'))
  await says(page, 'plain', 'three')
})

test('a plugin whose folder is added starts, and stops when it is removed', async ({
  page,
  edited,
}) => {
  const folder = join(edited.folder, 'plugins/added')
  const manifest = {
    id: 'added',
    version: '1.0.0',
    type: 'plugin',
    name: 'added',
    loading: { strategy: 'eager' },
  }
  await mkdir(join(folder, 'src'), { recursive: true })
  await writeFile(
    join(folder, 'src/index.js'),
    `export default { init({ id, services }) { services.register(id, { word: 'new' }) } }`,
  )
  await writeFile(join(folder, 'plugin.json'), JSON.stringify(manifest))
  await says(page, 'added', 'new')
  await rm(folder, { recursive: true })
  await expect.poll(() => stateOf(page, 'added')).toBeUndefined()
  expect(await wordOf(page, 'added')).toBeUndefined()
})

test('a first load that fails by a syntax error heals with the next good save', async ({
  page,
  edited,
  problems,
}) => {
  problems.expect(/CHUNK_LOAD_FAILED|word\.js/)
  const file = 'plugins/plain/src/word.js'
  await edited.edit(file, 'export const word = (')
  await expect(page.locator('vite-error-overlay')).toContainText('word.js')
  await open(page)
  await expect(page.locator('vite-error-overlay')).toContainText('word.js')
  expect(await stateOf(page, 'plain')).toBe('failed')
  await edited.edit(file, word('two'))
  await says(page, 'plain', 'two')
  await expect(page.locator('vite-error-overlay')).toBeHidden()
  await press(page, 'plain')
  await edited.edit(file, word('three'))
  await says(page, 'plain', 'three')
  expect(await press(page, 'plain')).toBe(2)
})

test('a checkout of 100 files is in the page as a whole, with the state', async ({
  page,
  edited,
}) => {
  await press(page, 'many')
  await page.evaluate(() => {
    window.reloads = []
    window.host.on('hot-reload', ({ pluginId }) => void window.reloads.push(pluginId))
  })
  await Promise.all(parts('b').map(([path, text]) => edited.edit(path, text)))
  await says(page, 'many', 'b'.repeat(files))
  expect(await press(page, 'many')).toBe(2)
  // The watcher tells of each file; after those, of this one.
  await edited.edit('plugins/plain/src/word.js', word('two'))
  await says(page, 'plain', 'two')
  const reloads = await page.evaluate(() => window.reloads.filter((id) => id === 'many'))
  expect(reloads.length).toBeLessThan(10)
})
