import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareApp } from '../build-app.mjs'
import { loadContender } from '../contenders/index.mjs'

/** What is edited in the last active plugin, and how the page shows that it has arrived. */
const edits = {
  component: {
    file: 'src/widget.jsx',
    change: (text, at) => text.replace(/More of [^<]*/, `More of edit ${at}`),
    arrived: (at) => document.body.textContent.includes(`More of edit ${at}`),
  },
  module: {
    file: 'src/model.js',
    change: (text, at) => text.replace(/'d MMMM[^']*'/, `'d MMMM (${at})'`),
    arrived: (at) => document.body.textContent.includes(`(${at})`),
  },
  style: {
    file: 'src/style.css',
    change: (text, at) => text.replace(/margin: [^;]*/, `margin: ${40 + at}px`),
    arrived: (at) =>
      [...document.querySelectorAll('section > div')].some(
        (element) => getComputedStyle(element).marginTop === `${40 + at}px`,
      ),
  },
  manifest: {
    file: 'plugin.json',
    change: (text, at) => text.replace(/"label": "[^"]*"/, `"label": "Renamed ${at}"`),
    arrived: (at) => document.querySelector('nav')?.textContent.includes(`Renamed ${at}`),
  },
}

/** The dev server: its start, and each kind of edit from the file's write to the page. */
export const development = {
  name: 'development',
  title: 'Development',
  about:
    "Server start: from the call until the app of a first visit is on the screen, nothing cached. Edits: from the write of the file until the page shows it; median of three. State kept: the share of edits after which the component's state was still there. Contenders without a dev server that serves host and plugins together are left out: their plugins are servers of their own.",
  conditions: ({ installed }) => `${installed} plugins`,
  columns: [
    { key: 'serverStart', label: 'server start', unit: 'ms', plot: true },
    { key: 'component', label: 'component', unit: 'ms', plot: true },
    { key: 'module', label: 'plain module', unit: 'ms' },
    { key: 'style', label: 'CSS', unit: 'ms' },
    { key: 'manifest', label: 'manifest', unit: 'ms' },
    { key: 'kept', label: 'state kept', unit: '%' },
    { key: 'manifestKept', label: 'by a manifest', unit: '%' },
    { key: 'reload', label: 'page reload', unit: 'ms' },
  ],
  async sample(cell, stage) {
    const folder = join(stage.folder, `${cell.contender}-development-${stage.nextNumber()}`)
    const app = await prepareApp(cell.contender, folder, cell)
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
      return { serverStart, ...(await editAll(page, app)), reload: await reload(page, cell.active) }
    } finally {
      await context.close()
      await server.close()
    }
  },
}

async function editAll(page, app) {
  const plugin = app.plugins[app.active.length - 1]
  const results = {}
  const kept = { code: [], manifest: [] }
  let number = 0
  for (const [name, edit] of Object.entries(edits)) {
    const file = join(app.root, plugin.folder, edit.file)
    const times = []
    for (let round = 0; round < 3; round++) {
      const before = readIfThere(file)
      if (before === undefined) break
      const state = await showMore(page, plugin.id)
      const began = performance.now()
      writeFileSync(file, edit.change(before, ++number))
      await page.waitForFunction(edit.arrived, number, { timeout: 30_000, polling: 'raf' })
      times.push(performance.now() - began)
      const isKept = (await shownNotes(page, plugin.id)) === state
      kept[name === 'manifest' ? name : 'code'].push(isKept)
      // Watchers gather changes for a moment.
      await page.waitForTimeout(200)
    }
    if (times.length > 0) results[name] = times.toSorted((a, b) => a - b)[1]
  }
  return { ...results, kept: share(kept.code), manifestKept: share(kept.manifest) }
}

const share = (list) =>
  list.length > 0 ? (100 * list.filter(Boolean).length) / list.length : undefined

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The monolith has no manifests.
    return undefined
  }
}

/** Gives the widget state to lose. @returns How many notes it shows. */
async function showMore(page, id) {
  await page.click(`[data-part="widget:${id}"] button`)
  return shownNotes(page, id)
}

const shownNotes = (page, id) => page.locator(`[data-part="widget:${id}"] li`).count()

async function reload(page, active) {
  const began = performance.now()
  await page.reload()
  await shownWidgets(page, active)
  return performance.now() - began
}

const shownWidgets = (page, active) =>
  page.waitForFunction(
    (count) => document.querySelectorAll('[data-part^="widget:"]').length === count,
    active,
    { timeout: 120_000 },
  )
