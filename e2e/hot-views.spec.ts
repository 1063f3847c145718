import type { Page } from '@playwright/test'
import { serveEdited, type EditedApp } from './support/edited-app.ts'
import { expect, test as base } from './support/test.ts'

/** A React host that shows a feature of each plugin. */
const main = `import { createHost } from '@mortise/browser-runtime'
import { Feature, HostProvider } from '@mortise/browser-runtime/react'
import { createRoot } from 'react-dom/client'
window.host = createHost({ catalog: '/plugins.json' })
const Page = () => ['form', 'busy', 'fresh', 'mounted', 'part'].map((name) => (
  <section key={name} data-testid={name}><Feature plugin={name} name="view" /></section>
))
createRoot(document.querySelector('#root')).render(
  <HostProvider host={window.host}><Page /></HostProvider>,
)
await window.host.bootstrap()
document.documentElement.dataset.ready = ''
`

const viteConfig = `import { mortise } from '@mortise/bundler-plugin/vite'
import react from '@vitejs/plugin-react'
export default { plugins: [react(), mortise()] }
`

const entry = `import { word } from './word.js'
import './view.css'
export default {
  init({ id }) { (window.lives ??= []).push(id + ' ' + word) },
  serialize: () => 1,
  restore() {},
}
`

/** A component with state of its own, an input that React does not follow, and a word from a module. */
const component = `import { useState } from 'react'
import { label } from './label.js'
export default function View() {
  const [count, setCount] = useState(0)
  return (
    <div>
      <button onClick={() => setCount(count + 1)}>Pressed {count} times</button>
      <input name="typed" />
      <p>{label}</p>
    </div>
  )
}
`

/** What somebody has opened, scrolled and drawn, and what ticks by itself. */
const busy = `import { useEffect, useRef, useState } from 'react'
import picture from './picture.svg'
import { label } from './label.js'
export default function View() {
  const [ticks, setTicks] = useState(0)
  const [isOpen, open] = useState(false)
  const canvas = useRef(null)
  useEffect(() => {
    const timer = setInterval(() => setTicks((count) => count + 1), 10)
    return () => clearInterval(timer)
  }, [])
  const draw = () => canvas.current.getContext('2d').fillRect(0, 0, 1, 1)
  return (
    <div>
      <button onClick={() => open(true)}>Ask</button>
      {isOpen && <dialog open><input name="answer" /></dialog>}
      <ul style={{ height: 50, overflow: 'auto' }}><li style={{ height: 900 }}>{label}</li></ul>
      <canvas ref={canvas} width="1" height="1" onClick={draw} />
      <img src={picture} alt="" />
      <output>{ticks}</output>
    </div>
  )
}
`

const picture = (width: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="1"/>`

const mounted = `import { label } from './label.js'
export function mount(element) {
  element.innerHTML = '<input name="typed" value="some text"><p></p><div class="list" style="height:50px;overflow:auto"><div style="height:900px"></div></div>'
  element.querySelector('p').textContent = label
  return { unmount() { element.innerHTML = '' } }
}
`

const css = (name: string, color: string) => `[data-testid=${name}] button { color: ${color} }`

const kept = { enabled: true, strategy: 'state-preserve', debounceMs: 0 } as const
const plugins = {
  form: kept,
  busy: kept,
  fresh: { enabled: true, debounceMs: 0 },
  mounted: kept,
  part: { enabled: true, strategy: 'partial', debounceMs: 0 },
} as const

type Name = keyof typeof plugins

const views: Record<Name, string> = {
  form: component,
  busy,
  fresh: component,
  mounted,
  part: mounted,
}

const test = base.extend<{ edited: EditedApp }, { served: EditedApp }>({
  served: [
    async ({ serve: _ }, use) => {
      const files = Object.keys(plugins).flatMap((name) => [
        [`plugins/${name}/src/word.js`, `export const word = 'one'\n`],
        [`plugins/${name}/src/label.js`, `export const label = 'first'\n`],
        [`plugins/${name}/src/view.css`, css(name, 'rgb(1, 1, 1)')],
        [`plugins/${name}/src/view.jsx`, views[name as Name]],
      ])
      const manifest = () => ({ features: { view: './src/view.jsx' } })
      const app = await serveEdited(
        'hot-views',
        plugins,
        { entry, main, manifest },
        {
          ...Object.fromEntries(files),
          'plugins/busy/src/picture.svg': picture(1),
          'vite.config.js': viteConfig,
          'index.html':
            '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
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
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    await served.undo()
  },
})

test.skip(({ serve }) => serve === 'build', 'a build has no dev server')

const file = (name: Name, what: string) => `plugins/${name}/src/${what}`
const lived = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) => (window as unknown as { lives: string[] }).lives.includes(wanted),
    text,
  )

const livesOf = (page: Page, name: Name) =>
  page.evaluate(
    (id) => (window as unknown as { lives: string[] }).lives.filter((life) => life.startsWith(id)),
    name,
  )

async function fillIn(page: Page, name: Name) {
  const view = page.getByTestId(name)
  await view.getByRole('button').click()
  await view.getByRole('button').click()
  await view.getByRole('textbox').fill('half a sentence')
  await expect(view.getByRole('button')).toHaveText('Pressed 2 times')
  return view
}

test('what is open, scrolled, drawn and ticking stays over edits of code, an asset and plugin.json', async ({
  page,
  edited,
}) => {
  const view = page.getByTestId('busy')
  const canvas = view.locator('canvas')
  await view.getByRole('button').click()
  await view.getByRole('textbox').fill('half an answer')
  await view.getByRole('list').evaluate((list) => list.scrollTo(0, 300))
  await canvas.evaluate((element: HTMLCanvasElement) => element.click())
  const ticks = async () => Number(await view.locator('output').textContent())
  await expect.poll(ticks).toBeGreaterThan(10)
  const before = await ticks()

  await edited.edit(file('busy', 'word.js'), `export const word = 'two'\n`)
  await lived(page, 'busy two')
  await edited.edit(file('busy', 'label.js'), `export const label = 'second'\n`)
  await expect(view.getByText('second')).toBeVisible()
  await edited.edit(file('busy', 'picture.svg'), picture(7))
  await expect
    .poll(() => view.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(7)
  await edited.edit('plugins/busy/plugin.json', (text) =>
    text.replace('"features"', '"description":"other","features"'),
  )
  await page.waitForFunction(
    () => (window as unknown as { lives: string[] }).lives.filter((life) => /busy/.test(life))[2],
  )

  await expect(view.getByRole('textbox')).toHaveValue('half an answer')
  expect(await view.getByRole('list').evaluate((list) => list.scrollTop)).toBe(300)
  expect(
    await canvas.evaluate(
      (element: HTMLCanvasElement) => element.getContext('2d')?.getImageData(0, 0, 1, 1).data[3],
    ),
  ).toBe(255)
  const now = await ticks()
  expect(now).toBeGreaterThanOrEqual(before)
  await expect.poll(ticks).toBeGreaterThan(now)
})

test("what is typed stays over edits of a sheet, of a component, which the framework's own refresh takes, and of the entry", async ({
  page,
  edited,
}) => {
  const view = await fillIn(page, 'form')
  await edited.edit(file('form', 'view.css'), css('form', 'rgb(9, 9, 9)'))
  await expect(view.getByRole('button')).toHaveCSS('color', 'rgb(9, 9, 9)')
  await edited.edit(file('form', 'label.js'), `export const label = 'second'\n`)
  await expect(view.getByText('second')).toBeVisible()
  expect(await livesOf(page, 'form')).toEqual(['form one'])
  await edited.edit(file('form', 'word.js'), `export const word = 'three'\n`)
  await lived(page, 'form three')
  await edited.edit(file('form', 'view.jsx'), component.replace('Pressed', 'Clicked'))
  await expect(view.getByRole('button')).toHaveText('Clicked 2 times')
  await expect(view.getByRole('textbox')).toHaveValue('half a sentence')
  await expect(view.getByRole('textbox')).toBeFocused()
})

test('an edit that Fast Refresh gives back swaps the plugin, and shows', async ({
  page,
  edited,
}) => {
  const view = await fillIn(page, 'form')
  const shared = `export const amount = 5\n${component.replace('Pressed', 'Clicked')}`
  await edited.edit(file('form', 'view.jsx'), shared)
  await expect(view.getByRole('button')).toHaveText(/Clicked \d times/)
  await page.waitForFunction(
    () => (window as unknown as { lives: string[] }).lives.filter((life) => /form/.test(life))[1],
  )
})

test('focus, selection and scroll come back in a view that was made anew', async ({
  page,
  edited,
}) => {
  const view = page.getByTestId('mounted')
  const input = view.getByRole('textbox')
  await input.evaluate((element: HTMLInputElement) => {
    element.focus()
    element.setSelectionRange(2, 6)
  })
  await view.locator('.list').evaluate((list) => list.scrollTo(0, 300))
  await edited.edit(file('mounted', 'label.js'), `export const label = 'second'\n`)
  await expect(view.getByText('second')).toBeVisible()
  await expect(input).toBeFocused()
  expect(
    await input.evaluate(({ selectionStart, selectionEnd }: HTMLInputElement) => [
      selectionStart,
      selectionEnd,
    ]),
  ).toEqual([2, 6])
  expect(await view.locator('.list').evaluate((list) => list.scrollTop)).toBe(300)
})

test('with `strategy: full` the views start afresh; with `partial` what only a feature reaches leaves the life of the plugin alone', async ({
  page,
  edited,
}) => {
  const fresh = await fillIn(page, 'fresh')
  await edited.edit(file('fresh', 'word.js'), `export const word = 'two'\n`)
  await expect(fresh.getByRole('button')).toHaveText('Pressed 0 times')
  await lived(page, 'fresh two')

  const view = page.getByTestId('part')
  await edited.edit(file('part', 'label.js'), `export const label = 'second'\n`)
  await expect(view.getByText('second')).toBeVisible()
  expect(await livesOf(page, 'part')).toEqual(['part one'])
  await edited.edit(file('part', 'word.js'), `export const word = 'two'\n`)
  await lived(page, 'part two')
})
