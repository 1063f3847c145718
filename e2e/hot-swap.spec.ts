import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serveEdited, type EditedApp, type HotReload } from './support/edited-app.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** What happened to the plugins, in order. */
    lives: string[]
    /** Words of the service `plain`, as its subscriber in another plugin was told. */
    words: unknown[]
  }
}

/** A plugin with state, a service, and a word in a module of its own. */
const entry = `import { definePlugin } from '@mortise/browser-runtime'
import { word } from './word.js'
const say = (text) => (window.lives ??= []).push(text)
let count = 0
export default definePlugin({
  init({ id, services }) {
    services.register(id, { word, more: () => ++count })
    say(id + ' ' + word)
  },
  destroy: ({ id }) => void say(id + ' ended'),
  serialize: () => ({ count }),
  restore: (state) => void ({ count } = state),
})
export const keeper = {
  serialize: () => ({ count: 10 }),
  restore: (state) => void ({ count } = state),
}
export const before = ({ strategy }) => void say('before ' + strategy)
export const after = ({ context }) => void say('after ' + context.services.get(context.id).word)
export const failed = ({ error }) => void say('failed ' + error.code)
`

const word = `export const word = 'one'\n`

const subscriber = `export default {
  async init({ services }) {
    ;(window.lives ??= []).push('subscriber')
    await services.track('plain', (service) => void (window.words ??= []).push(service?.word))
  },
}
`

const kept = { enabled: true, strategy: 'state-preserve', debounceMs: 0 } as const
const plugins = {
  plain: kept,
  hooked: {
    ...kept,
    hooks: { beforeReload: 'before', afterReload: 'after', onError: 'failed' },
  },
  full: { enabled: true, debounceMs: 0 },
  preserving: { enabled: true, debounceMs: 0, preserveState: true },
  reloading: {},
  subscriber: {},
  staged: { ...kept, environment: 'staging' },
  watched: { ...kept, watchPatterns: ['data/*.txt'] },
  ignored: { ...kept, ignorePatterns: ['**/word.js'] },
  burst: { enabled: true, strategy: 'state-preserve' },
  slow: { ...kept, debounceMs: 100_000 },
  serialized: {
    enabled: true,
    debounceMs: 0,
    stateSerialization: { enabled: true, handler: './src/state.js' },
  },
  exported: {
    enabled: true,
    debounceMs: 0,
    stateSerialization: { enabled: true, handler: 'keeper' },
  },
} satisfies Record<string, HotReload>

type Name = keyof typeof plugins

const test = base.extend<{ edited: EditedApp }, { served: EditedApp }>({
  served: [
    async ({ serve: _ }, use) => {
      const names = Object.keys(plugins)
      const files = names.map((name) => [`plugins/${name}/src/word.js`, word])
      const app = await serveEdited(
        'hot-swap',
        plugins,
        { entry },
        {
          ...Object.fromEntries(files),
          'plugins/subscriber/src/index.js': subscriber,
          'plugins/watched/data/words.txt': 'one',
          'plugins/serialized/src/state.js': `export const serialize = () => ({ count: 100 })
export const restore = (given) => void (globalThis.restored = given)
`,
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
    problems.expect(/does not provide an export|Failed to reload/)
    await page.goto('/')
    await isReady(page)
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    await use(served)
    await served.undo()
  },
})

test.skip(({ serve }) => serve === 'build', 'a build has no dev server')

const isReady = (page: Page) => page.locator('html[data-ready]').waitFor()
/** Until another document is in the place of the one that the test opened, and is ready. */
async function reloaded(page: Page) {
  await page.waitForFunction(() => !('sameDocument' in window))
  await isReady(page)
}
const wordFile = (name: Name) => `plugins/${name}/src/word.js`
const wordOf = (page: Page, name: Name) =>
  page.evaluate((id) => window.host.services.find<{ word: string }>(id)?.word, name)
const says = (page: Page, name: Name, text: string) =>
  expect.poll(() => wordOf(page, name)).toBe(text)
/** Waits over the moment between two generations: a write may be seen twice. */
const press = (page: Page, name: Name) =>
  page.evaluate(async (id) => {
    const service = await window.host.services.wait<{ more(): number }>(id)
    return service.more()
  }, name)
const lives = (page: Page) => page.evaluate(() => window.lives.splice(0))
const isSameDocument = (page: Page) => page.evaluate(() => 'sameDocument' in window)

test('an edit of a plain module swaps its plugin alone, with its state', async ({
  page,
  edited,
}) => {
  await press(page, 'plain')
  await press(page, 'plain')
  await lives(page)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  expect(await press(page, 'plain')).toBe(3)
  const lived = await lives(page)
  expect(lived.slice(0, 2)).toEqual(['plain ended', 'plain two'])
  expect(lived).not.toContain('subscriber')
  // Never told of the moment between.
  expect(new Set(await page.evaluate(() => window.words))).toEqual(new Set(['one', 'two']))
  expect(await isSameDocument(page)).toBe(true)
})

test('`strategy: full` starts afresh; `preserveState` or a serializer keeps state all the same', async ({
  page,
  edited,
}) => {
  const names = ['full', 'preserving', 'serialized', 'exported'] as const
  for (const name of names) {
    await press(page, name)
    await edited.edit(wordFile(name), word.replace('one', 'two'))
  }
  for (const name of names) await says(page, name, 'two')
  expect(await press(page, 'full')).toBe(1)
  expect(await press(page, 'preserving')).toBe(2)
  // A serializer takes the place of the hooks: a module, or an export of the entry.
  expect(
    await page.evaluate(() => Object.entries(window).find(([key]) => key === 'restored')),
  ).toEqual(['restored', { count: 100 }])
  expect(await press(page, 'exported')).toBe(11)
  expect(await isSameDocument(page)).toBe(true)
})

test('without `enabled`, and with another `environment`, the page reloads', async ({
  page,
  edited,
}) => {
  for (const name of ['reloading', 'staged'] as const) {
    await edited.edit(wordFile(name), word.replace('one', 'two'))
    await reloaded(page)
    await says(page, name, 'two')
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  }
})

test('the exports that `hooks` names are called around a reload, and when it fails', async ({
  page,
  edited,
  problems,
}) => {
  await lives(page)
  await edited.edit(wordFile('hooked'), word.replace('one', 'two'))
  const lived = () => page.evaluate(() => window.lives.join())
  await expect.poll(lived).toContain('before state-preserve,hooked ended,hooked two,after two')
  problems.expect(/RELOAD_ROLLED_BACK/)
  await edited.edit(wordFile('hooked'), `export const word = { toString() { throw Error('no') } }`)
  await expect
    .poll(lived)
    .toContain('before state-preserve,hooked ended,hooked two,failed RELOAD_ROLLED_BACK')
  await says(page, 'hooked', 'two')
})

const entryFile = (name: Name) => `plugins/${name}/src/index.js`

/** What becomes of the entry's text, and what the plugin says once it is undone. */
const faults = [
  ['init({ id, services }) {', `init({ id, services }) { throw Error('no')\n`, 'two'],
  ['restore: (state) =>', `restore: () => { throw Error('no') }, was: (state) =>`, 'three'],
] as const

test('an edit that throws in init or restore changes nothing, and the next one heals', async ({
  page,
  edited,
  problems,
}) => {
  problems.expect(/RELOAD_ROLLED_BACK/)
  let pressed = await press(page, 'plain')
  for (const [body, fault, healed] of faults) {
    const broken = page.waitForEvent('console', (told) =>
      told.text().includes('RELOAD_ROLLED_BACK'),
    )
    await edited.edit(entryFile('plain'), (text) => text.replace(body, fault))
    await broken
    expect(await press(page, 'plain')).toBe(++pressed)
    await edited.edit(entryFile('plain'), (text) => text.replace(fault, body))
    await edited.edit(wordFile('plain'), word.replace('one', healed))
    await says(page, 'plain', healed)
    expect(await press(page, 'plain')).toBe(++pressed)
  }
  expect(await isSameDocument(page)).toBe(true)
})

test('a destroy that throws is told, and the reload goes on', async ({
  page,
  edited,
  problems,
}) => {
  await lives(page)
  await edited.edit(entryFile('plain'), (text) =>
    text.replace('destroy: ({ id }) =>', `destroy() { throw Error('no') }, was: ({ id }) =>`),
  )
  await expect
    .poll(() => page.evaluate(() => window.lives.join()))
    .toContain('plain ended,plain one')
  await press(page, 'plain')
  problems.expect(/LIFECYCLE_THREW/)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  expect(await press(page, 'plain')).toBe(2)
})

test("a syntax error shows Vite's overlay, the old plugin goes on, the next good save heals", async ({
  page,
  edited,
  problems,
}) => {
  await press(page, 'plain')
  problems.expect(/word\.js|Failed to reload/)
  await edited.edit(wordFile('plain'), 'export const word = (')
  const overlay = page.locator('vite-error-overlay')
  await expect(overlay).toContainText('word.js')
  expect(await press(page, 'plain')).toBe(2)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  await expect(overlay).toBeHidden()
  expect(await press(page, 'plain')).toBe(3)
  expect(await isSameDocument(page)).toBe(true)
})

test('two plugins that are edited at once are both swapped, and 20 edits in 100 ms end with the last', async ({
  page,
  edited,
}) => {
  const names = ['plain', 'burst'] as const
  for (const name of names) await press(page, name)
  await Promise.all(names.map((name) => edited.edit(wordFile(name), word.replace('one', 'two'))))
  for (const name of names) await says(page, name, 'two')
  expect(await press(page, 'plain')).toBe(2)
  for (const burst of ['a', 'b']) {
    for (let count = 1; count <= 20; count++) {
      await edited.edit(wordFile('burst'), word.replace('one', `${burst}${count}`))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await says(page, 'burst', `${burst}20`)
  }
  expect(await press(page, 'burst')).toBe(2)
  expect(await isSameDocument(page)).toBe(true)
})

test('a file that is deleted and comes back, and one that an editor renames into place', async ({
  page,
  edited,
  problems,
}) => {
  await press(page, 'plain')
  problems.expect(/404|dynamically imported module|Failed to reload/)
  const missing = page.waitForEvent('console', (told) => told.text().includes('Failed to reload'))
  await edited.remove(wordFile('plain'))
  await missing
  expect(await press(page, 'plain')).toBe(2)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')

  const file = join(edited.folder, wordFile('plain'))
  await writeFile(`${file}.tmp`, word.replace('one', 'three'))
  await rename(`${file}.tmp`, file)
  await says(page, 'plain', 'three')
  expect(await press(page, 'plain')).toBe(3)
  expect(await isSameDocument(page)).toBe(true)
})

test('an edit of what `watchPatterns` names reloads the plugin, no other does, nor one of what `ignorePatterns` names', async ({
  page,
  edited,
}) => {
  await press(page, 'watched')
  await lives(page)
  await edited.edit(wordFile('watched'), word.replace('one', 'two'))
  await edited.edit(wordFile('ignored'), word.replace('one', 'two'))
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  expect(await wordOf(page, 'watched')).toBe('one')
  expect(await wordOf(page, 'ignored')).toBe('one')
  await edited.edit('plugins/watched/data/words.txt', 'two')
  await expect.poll(() => page.evaluate(() => window.lives)).toContain('watched one')
  expect(await press(page, 'watched')).toBe(2)
})

test('`debounceMs`: the first edit goes at once, the next ones wait', async ({ page, edited }) => {
  await edited.edit(wordFile('slow'), word.replace('one', 'two'))
  await says(page, 'slow', 'two')
  await edited.edit(wordFile('slow'), word.replace('one', 'three'))
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  expect(await wordOf(page, 'slow')).toBe('two')
})

test('an edit while the plugin is loading is there when it runs', async ({ page, edited }) => {
  await page.evaluate(() => window.host.unload('plain'))
  const loading = page.evaluate(() => window.host.loadPlugin('plain').then(() => {}))
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await loading
  await says(page, 'plain', 'two')
  await page.evaluate(() => window.host.unload('plain'))
  await edited.edit(wordFile('plain'), word.replace('one', 'three'))
  await edited.edit(wordFile('hooked'), word.replace('one', 'three'))
  await says(page, 'hooked', 'three')
  await page.evaluate(() => window.host.loadPlugin('plain').then(() => {}))
  await says(page, 'plain', 'three')
})

test('after the dev server was killed and started again, edits go on', async ({
  page,
  edited,
  problems,
}) => {
  problems.expect(/WebSocket|ERR_CONNECTION|Failed to load resource/)
  await edited.restart()
  // Vite's client reloads the page when the server answers again.
  await reloaded(page)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
})
