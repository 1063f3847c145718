import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { freePort, startDevMachine, type DevMachine } from './support/dev-machine.ts'
import { buildApp, writeApp } from './support/generated-app.ts'
import { startStaticServer } from './support/static-server.ts'
import { expect, test as base } from './support/test.ts'

/** Counts clicks, and shows where its code comes from. */
const entry = `import { useState } from 'react'
import { text } from './text.js'
let count = 0
export default {
  init() {},
  start({ append }) {
    const button = document.createElement('button')
    const show = () => (button.textContent = text + ' ' + count)
    button.addEventListener('click', () => show(count++))
    button.dataset.shared = String(useState === window.useState)
    button.className = 'mine'
    show()
    append(button)
  },
  serialize: () => count,
  restore(state) {
    count = state
  },
}
`

const mainFor = (origin: string) => `import { createHost } from '@mortise/browser-runtime'
import { useState } from 'react'
window.useState = useState
window.codes = []
window.host = createHost({ catalog: '/plugins.json', attach: ['${origin}'] })
window.host.on('diagnostic', ({ code }) => window.codes.push(code))
await window.host.bootstrap()
document.documentElement.dataset.ready = ''
`

declare global {
  interface Window {
    /** Codes of diagnostics. */
    codes: string[]
  }
}

interface Attached {
  readonly origin: string
  readonly machine: DevMachine
  /** Gives the file that names the code other text. */
  edit(text: string): Promise<void>
}

const test = base.extend<object, { attached: Attached }>({
  attached: [
    async ({ serve: _serve }, use) => {
      const port = await freePort()
      const origin = `http://localhost:${port}`
      const eager = { strategy: 'eager' as const }
      const folder = await writeApp(
        'attach',
        { mine: eager, other: eager },
        {
          main: mainFor(origin),
          options: "{ shared: ['react'] }",
          files: (name): Readonly<Record<string, string>> =>
            name === 'mine'
              ? { 'src/index.js': entry, 'src/text.js': "export const text = 'deployed'\n" }
              : {},
        },
        {
          'package.json': JSON.stringify({
            name: 'attach',
            private: true,
            type: 'module',
            dependencies: { '@mortise/browser-runtime': '*', react: '*' },
          }),
        },
      )
      await buildApp(folder)
      // Nothing but what the docs name is allowed.
      const policy = ['script-src', 'style-src', 'connect-src'].map(
        (directive) => `${directive} 'self' ${origin}`,
      )
      const headers = { 'content-security-policy': policy.join('; ') }
      const host = await startStaticServer({ folder: join(folder, 'dist'), headers })
      const file = join(folder, 'plugins/mine/src/text.js')
      await writeFile(file, "export const text = 'mine'\n")
      const typed = ['mine', '--attach', host.url, '--port', String(port)]
      const machine = await startDevMachine(folder, typed)
      await use({ origin, machine, edit: (text) => writeFile(file, text) })
      await machine.stop()
      await host.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [
    ({ attached }, use) => use({ url: new URL(attached.machine.link).origin, kind: 'build' }),
    { scope: 'worker' },
  ],
})

test.skip(({ serve }) => serve === 'dev', 'the host is one that is deployed')

const button = (page: Page) => page.locator('.mine')
const banner = (page: Page) => page.locator('[data-mortise-attach]')
const codes = (page: Page) => page.evaluate(() => window.codes)

test('a tab takes a plugin from another machine, with every edit, until that ends', async ({
  page,
  context,
  attached: { machine, edit, origin },
}) => {
  await page.goto('/')
  await expect(button(page)).toHaveText('deployed 0')
  await page.goto(machine.link)
  await expect(button(page)).toHaveText('mine 0')
  await expect(button(page)).toHaveAttribute('data-shared', 'true')
  await expect(banner(page)).toContainText(`mine from ${origin} until`)
  expect(page.url()).not.toContain('mortise')

  await button(page).click()
  await button(page).click()
  await edit("export const text = 'edited'\n")
  await expect(button(page)).toHaveText('edited 2')
  expect(await page.evaluate(() => window.host.status('other')?.generation)).toBe(0)

  await edit('export const text = \n')
  await expect(banner(page)).toContainText('text.js')
  await expect.poll(machine.printed).toContain('text.js')
  await button(page).click()
  await expect(button(page)).toHaveText('edited 3')

  await edit('export const text = missing\n')
  await expect(banner(page)).toContainText('missing')
  await expect(button(page)).toHaveText('edited 3')

  await edit("export const text = 'mended'\n")
  await expect(button(page)).toHaveText('mended 3')
  await expect(banner(page)).not.toContainText('missing')

  const another = await context.newPage()
  await another.goto('/')
  await expect(button(another)).toHaveText('deployed 0')
  await expect(banner(another)).toHaveCount(0)

  await page.reload()
  await expect(button(page)).toHaveText('mended 0')
  await banner(page).getByRole('button').click()
  await expect(button(page)).toHaveText('deployed 0')
  await expect(banner(page)).toHaveCount(0)
})

test('a tab takes nothing from an origin that the host does not list', async ({
  page,
  problems,
  attached: { machine },
}) => {
  problems.expect(/RELOAD_ATTACH_REFUSED/)
  await page.goto(machine.link.replace('localhost', '127.0.0.2'))
  await expect.poll(() => codes(page)).toContain('RELOAD_ATTACH_REFUSED')
  await expect(button(page)).toHaveText('deployed 0')
  await expect(banner(page)).toHaveCount(0)
})

test('a tab takes nothing any more when its time is over', async ({
  page,
  problems,
  attached: { machine },
}) => {
  problems.expect(/RELOAD_ATTACH_EXPIRED/)
  await page.goto(machine.link)
  await expect(banner(page)).toContainText('until')
  await page.evaluate(() => {
    const [key = ''] = Object.keys(sessionStorage)
    const override = JSON.parse(sessionStorage.getItem(key) ?? '')
    sessionStorage.setItem(key, JSON.stringify({ ...override, until: Date.now() }))
  })
  await page.reload()
  await expect.poll(() => codes(page)).toContain('RELOAD_ATTACH_EXPIRED')
  await expect(button(page)).toHaveText('deployed 0')
  await expect(banner(page)).toHaveCount(0)
})
