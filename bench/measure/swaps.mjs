import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usedHeap } from './heap.mjs'
import { openApp } from './page-visit.mjs'
import { summarise } from '../statistics.mjs'

/** Deploys before what is counted, in which the page comes to rest. */
const before = 4

/** What stays in the heap when plugins move to other releases while the page of a built host is open. */
export const swaps = {
  name: 'swaps',
  title: 'Swaps in a built host',
  about: `In a browser that optimises no script, because what it compiles and keeps for that lies in the heap too, and grows for a thousand swaps. Each deploy is the other of two releases of the generated plugins; each of them moves there by itself (\`hotReload\` in production), and its widget is shown again. Added by a swap: growth of the heap from one deploy of a release to the next of the same, after forced collections and ${before} deploys, median: what the page fetches once in its life is no growth. Added by showing: the same on another page, without the deploys. Of the plugin: what a swap adds more than showing, of the plugin's source in bytes.`,
  conditions: ({ active, deploys }) => `${active} plugins, ${deploys} deploys`,
  columns: [
    { key: 'swaps', label: 'swaps', unit: '' },
    { key: 'swap', label: 'added by a swap', unit: 'B' },
    { key: 'shown', label: 'added by showing', unit: 'B' },
    { key: 'share', label: 'of the plugin', unit: '%' },
  ],
  async prepare(cell, stage) {
    await stage.app(cell)
    await stage.app({ ...cell, changed: changedIn(cell) })
  },
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const next = await stage.app({ ...cell, changed: changedIn(cell) })
    const moving = changedIn(cell).map((number) => app.plugins[number])
    const ids = moving.map(({ id }) => id)
    async function addedOn({ address, context, server }, swaps) {
      const { page, session } = await openApp(context, address, cell)
      const used = []
      for (let done = 0; done < before + cell.deploys; done++) {
        if (done >= before) used.push(await usedHeap(session))
        server.serve(done % 2 ? app.out : next.out)
        await page.evaluate(showAnew, { moving: ids, swaps })
      }
      used.push(await usedHeap(session))
      const growths = used.slice(2).map((size, at) => size - used[at])
      return summarise(growths).median / (2 * moving.length)
    }
    const added = (swaps) =>
      stage.visit(app.out, 'loopback', (visit) => addedOn(visit, swaps), { isOptimised: false })
    const swap = await added(true)
    const shown = await added(false)
    const size = moving.reduce((sum, plugin) => sum + sourceSize(app, plugin), 0) / moving.length
    return {
      swaps: cell.deploys * moving.length,
      swap,
      shown,
      share: (100 * (swap - shown)) / size,
    }
  },
}

/** Those that have a second release: the generated ones. */
const changedIn = ({ installed }) => Array.from({ length: installed - 3 }, (_, at) => at + 3)

function sourceSize({ root }, { folder }) {
  const files = join(root, folder, 'src')
  return readdirSync(files).reduce((sum, file) => sum + readFileSync(join(files, file)).length, 0)
}

/** Runs in the page. What is shown again is of the new release. */
async function showAnew({ moving, swaps }) {
  const { host, show, ids } = globalThis.bench
  show(ids.filter((id) => !moving.includes(id)))
  await new Promise((resolve) => setTimeout(resolve, 10))
  const open = new Set(swaps ? moving : [])
  const allSwapped = new Promise((resolve) => {
    if (!open.size) return resolve()
    const stop = host.on('hot-reload', ({ pluginId }) => {
      open.delete(pluginId)
      if (open.size) return
      stop()
      resolve()
    })
  })
  if (swaps) await (await host.releases()).look()
  await allSwapped
  // React keeps the last tree until two more commits.
  for (let commit = 0; commit < 4; commit++) {
    show(ids)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
