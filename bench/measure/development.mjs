import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareApp } from '../build-app.mjs'
import { loadContender } from '../contenders/index.mjs'
import { percentile, shownAfter } from './arrival.mjs'
import { edits } from './edits.mjs'

/** The dev server: its start, and each kind of edit from the file's write to the page. */
export const development = {
  name: 'development',
  title: 'Development',
  about:
    "Server start: from the call until the app of a first visit is on the screen, nothing cached. Edits: from the write of the file until the page shows it, the kinds in turn; median, and below it the 95th percentile. Host's component is the control: Vite's fast refresh of the shell, in the same app and page. Entry's module: a plain module that only the plugin's entry reaches; service: a module of a service that a view of another plugin shows; view's module: a plain module that only a component reaches. The plugins of mortise ask for `hotReload` with `strategy: 'state-preserve'`, all else default. State kept: the share of edits of a plugin's code after which everything was still there: the component's state, what was typed into a form, and what the plugins' `restore()` was given. Contenders without a dev server that serves host and plugins together are left out: their plugins are servers of their own.",
  conditions: ({ installed, active }) =>
    active > 0 ? `${installed} plugins` : 'no plugin active: host alone, and plugins installed',
  columns: [
    { key: 'serverStart', label: 'server start', unit: 'ms', plot: true },
    { key: 'host', label: "host's component", unit: 'ms' },
    { key: 'component', label: 'component', unit: 'ms', plot: true },
    { key: 'entry', label: "entry's module", unit: 'ms' },
    { key: 'service', label: 'service', unit: 'ms' },
    { key: 'module', label: "view's module", unit: 'ms' },
    { key: 'style', label: 'CSS', unit: 'ms' },
    { key: 'manifest', label: 'manifest', unit: 'ms' },
    { key: 'kept', label: 'state kept', unit: '%' },
    { key: 'manifestKept', label: 'by a manifest', unit: '%' },
    { key: 'reload', label: 'page reload', unit: 'ms' },
    { key: 'host95', label: "host's component, 95th", unit: 'ms', detail: true },
    { key: 'component95', label: 'component, 95th', unit: 'ms', detail: true },
    { key: 'entry95', label: "entry's module, 95th", unit: 'ms', detail: true },
    { key: 'service95', label: 'service, 95th', unit: 'ms', detail: true },
    { key: 'module95', label: "view's module, 95th", unit: 'ms', detail: true },
    { key: 'style95', label: 'CSS, 95th', unit: 'ms', detail: true },
  ],
  async sample(cell, stage) {
    const folder = join(stage.folder, `${cell.contender}-development-${stage.nextNumber()}`)
    const variant = cell.contender === 'mortise' && cell.active > 0 ? 'edited' : undefined
    const app = await prepareApp(cell.contender, folder, { ...cell, variant })
    const { serve } = await loadContender(cell.contender)
    const context = await stage.browser.newContext()
    const began = performance.now()
    const server = await serve(app)
    try {
      await server.listen(0)
      const page = await context.newPage()
      await page.goto(server.resolvedUrls.local[0])
      await shownWidgets(page, cell.active)
      const serverStart = performance.now() - began
      if (cell.active === 0) return { serverStart }
      const edited = await editAll(page, app, cell.edits)
      return { serverStart, ...edited, reload: await reload(page, cell.active) }
    } finally {
      await context.close()
      await server.close()
    }
  },
}

/** All kinds in turn, so that what disturbs the machine falls on the control too. */
async function editAll(page, app, rounds) {
  // What a contender has no file for is left out.
  const kinds = Object.entries(edits).filter(([, { path }]) =>
    existsSync(join(app.root, path(app))),
  )
  const times = Object.fromEntries(kinds.map(([name]) => [name, []]))
  const kept = { code: [], manifest: [] }
  let number = 0
  for (let round = 0; round < rounds; round++) {
    for (const [name, edit] of kinds) {
      const { time, isKept } = await editOnce(page, app, edit, ++number).catch((error) => {
        throw new Error(`edit of ${name}: ${error.message}`)
      })
      times[name].push(time)
      if (name === 'manifest') kept.manifest.push(isKept)
      else if (edit.isCode) kept.code.push(isKept)
    }
  }
  const results = kinds.flatMap(([name]) => [
    [name, percentile(times[name], 50)],
    [`${name}95`, percentile(times[name], 95)],
  ])
  return {
    ...Object.fromEntries(results),
    kept: share(kept.code),
    manifestKept: share(kept.manifest),
  }
}

async function editOnce(page, app, { path, change, arrived }, number) {
  const file = join(app.root, path(app))
  const before = readFileSync(file, 'utf8')
  const state = await giveState(page, app.active.at(-1), number)
  const time = await shownAfter(page, () => writeFileSync(file, change(before, number)), {
    arrived,
    number,
  })
  // Watchers gather changes for a moment.
  await page.waitForTimeout(200)
  return { time, isKept: (await readState(page, app.active.at(-1))) === state }
}

const share = (list) =>
  list.length > 0 ? (100 * list.filter(Boolean).length) / list.length : undefined

/** Gives a plugin's widget state to lose. @returns What there is now. */
async function giveState(page, id, number) {
  await page.click(`[data-part="widget:${id}"] button`)
  const form = page.locator(`[data-part="widget:${id}"] input`)
  if (await form.count()) await form.fill(`typed ${number}`)
  return readState(page, id)
}

/** Notes that are shown, what is typed, and the tokens of the plugins that keep one, as one text. */
const readState = (page, id) =>
  page.evaluate((name) => {
    const widget = document.querySelector(`[data-part="${name}"]`)
    const { provider, consumer } = document.body.dataset
    const notes = widget?.querySelectorAll('li').length
    const typed = widget?.querySelector('input')?.value
    return JSON.stringify({ notes, typed, provider, consumer })
  }, `widget:${id}`)

async function reload(page, active) {
  const began = performance.now()
  await page.reload()
  await shownWidgets(page, active)
  return performance.now() - began
}

const shownWidgets = (page, active) =>
  page.waitForFunction(
    (count) =>
      document.querySelector('nav') &&
      document.querySelectorAll('[data-part^="widget:"]').length === count,
    active,
    { timeout: 120_000 },
  )
