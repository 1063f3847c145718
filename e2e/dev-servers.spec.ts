import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startDevServer, type DevServer } from './support/dev-server.ts'
import { writeApp } from './support/generated-app.ts'
import { expect, test as base } from './support/test.ts'

/** A button of its plugin's name that counts clicks. */
const entryOf = (name: string) => `import { text } from './text.js'
let count = 0
export default {
  start({ append }) {
    const button = document.createElement('button')
    const show = () => (button.textContent = text + ' ' + count)
    button.addEventListener('click', () => show(count++))
    button.className = '${name}'
    show()
    append(button)
  },
  init() {},
  serialize: () => count,
  restore(state) {
    count = state
  },
}
`

const loading = {
  strategy: 'eager' as const,
  hotReload: { enabled: true, strategy: 'state-preserve' as const },
}

const files = (name: string) => ({
  'src/index.js': entryOf(name),
  'src/text.js': "export const text = 'first'\n",
})

const mainFor = (
  catalogs: readonly string[],
) => `import { createHost } from '@mortise/browser-runtime'
window.host = createHost({ catalog: ${JSON.stringify(catalogs)} })
await window.host.bootstrap()
document.documentElement.dataset.ready = ''
`

interface Servers {
  readonly host: DevServer
  /** Gives a plugin another text, in the folder of the server that has it. */
  edit(name: string, text: string): Promise<void>
}

/** The host's own dev server has `near`; two plugins have a dev server each. */
const test = base.extend<object, { servers: Servers }>({
  servers: [
    async ({ serve: _serve }, use) => {
      const folders = new Map<string, string>()
      const far: DevServer[] = []
      for (const name of ['far', 'further']) {
        const folder = await writeApp(`dev-servers-${name}`, { [name]: loading }, { files })
        folders.set(name, folder)
        far.push(await startDevServer(folder))
      }
      const catalogs = ['/plugins.json', ...far.map(({ url }) => `${url}/plugins.json`)]
      const main = mainFor(catalogs)
      const folder = await writeApp('dev-servers', { near: loading }, { main, files })
      folders.set('near', folder)
      const host = await startDevServer(folder)
      await use({
        host,
        async edit(name, text) {
          const file = join(folders.get(name) ?? '', `plugins/${name}/src/text.js`)
          await writeFile(file, (await readFile(file, 'utf8')).replace(/'.*'/, `'${text}'`))
        },
      })
      for (const server of [host, ...far]) await server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [({ servers }, use) => use({ url: servers.host.url, kind: 'dev' }), { scope: 'worker' }],
})

test.skip(({ serve }) => serve === 'build', 'it is about dev servers')

const button = (page: Page, name: string) => page.locator(`button.${name}`)

test('plugins of several dev servers take their edits in one page, with their state', async ({
  page,
  servers,
}) => {
  await page.goto('/')
  const names = ['near', 'far', 'further']
  for (const name of names) {
    await expect(button(page, name)).toHaveText('first 0')
    await button(page, name).click()
  }
  await page.evaluate(() => (document.title = 'not reloaded'))
  for (const name of names) {
    await servers.edit(name, `${name} again`)
    await expect(button(page, name)).toHaveText(`${name} again 1`)
  }
  expect(await page.title()).toBe('not reloaded')
  const generations = await page.evaluate(
    (ids) => ids.map((id) => window.host.status(id)?.generation),
    names,
  )
  expect(generations).toEqual([1, 1, 1])
})
