import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serveEdited, type EditedApp } from './support/edited-app.ts'
import { expect, test as base } from './support/test.ts'

declare global {
  interface Window {
    /** What happened to the plugins, in order. */
    lives: string[]
    /** Words of the service `plain`, as its subscriber in another plugin was told. */
    told: unknown[]
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
export const before = ({ strategy }) => void say('before ' + strategy)
export const after = ({ context }) => void say('after ' + context.services.get(context.id).word)
export const failed = ({ error }) => void say('failed ' + error.code)
`

const word = `export const word = 'one'\n`

const subscriber = `export default {
  async init({ services }) {
    ;(window.lives ??= []).push('subscriber')
    await services.track('plain', (service) => void (window.told ??= []).push(service?.word))
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
} as const

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
        },
      )
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [({ served: { url } }, use) => use({ kind: 'dev', url }), { scope: 'worker' }],
  edited: async ({ served, page }, use) => {
    await page.goto('/')
    await page.locator('html[data-ready]').waitFor()
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    await use(served)
    await served.undo()
  },
})

test.skip(({ serve }) => serve === 'build', 'a build has no dev server')

const wordFile = (name: Name) => `plugins/${name}/src/word.js`
const wordOf = (page: Page, name: Name) =>
  page.evaluate((id) => window.host.services.find<{ word: string }>(id)?.word, name)
const says = (page: Page, name: Name, text: string) =>
  expect.poll(() => wordOf(page, name)).toBe(text)
const press = (page: Page, name: Name) =>
  page.evaluate((id) => window.host.services.get<{ more(): number }>(id).more(), name)
const lives = (page: Page) => page.evaluate(() => window.lives.splice(0))
const isSameDocument = (page: Page) => page.evaluate(() => 'sameDocument' in window)

test('an edit of a plain module swaps its plugin alone, with its state', async ({ page, edited }) => {
  await press(page, 'plain')
  await press(page, 'plain')
  await lives(page)
  await edited.edit(wordFile('plain'), word.replace('one', 'two'))
  await says(page, 'plain', 'two')
  expect(await press(page, 'plain')).toBe(3)
  expect(await lives(page)).toEqual(['plain ended', 'plain two'])
  expect(await page.evaluate(() => window.told)).toEqual(['one', 'two'])
  expect(await isSameDocument(page)).toBe(true)
})
