import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usedHeap } from './heap.mjs'
import { openApp } from './page-visit.mjs'

/** Deploys before what is counted, in which V8 compiles what a swap runs. */
const before = 4

/** What stays in the heap when plugins move to other releases while the page of a built host is open. */
export const swaps = {
  name: 'swaps',
  title: 'Swaps in a built host',
  about: `Each deploy is the other of two releases of the generated plugins; each of them moves there by \`host.upgrade\`, and its widget is shown again. Added by a swap: growth of the heap, after forced collections, over all swaps but those of the first ${before} deploys. Added by showing: the same on another page, without the upgrades. Of the plugin: what a swap adds more than showing, of the plugin's source in bytes.`,
  conditions: ({ active, deploys }) => `${active} plugins, ${deploys} deploys`,
  columns: [
    { key: 'swaps', label: 'swaps', unit: '' },
    { key: 'swap', label: 'added by a swap', unit: 'KB' },
    { key: 'shown', label: 'added by showing', unit: 'KB' },
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
    const count = cell.deploys * moving.length
    const added = (upgrades) =>
      stage.visit(app.out, 'loopback', async ({ address, context, server }) => {
        const { page, session } = await openApp(context, address, cell)
        let empty
        for (let done = 0; done < before + cell.deploys; done++) {
          if (done === before) empty = await usedHeap(session)
          server.serve(done % 2 ? app.out : next.out)
          await page.evaluate(showAnew, { moving: ids, upgrades })
        }
        return ((await usedHeap(session)) - empty) / count
      })
    const swap = await added(true)
    const shown = await added(false)
    const size = moving.reduce((sum, plugin) => sum + sourceSize(app, plugin), 0) / moving.length
    return { swaps: count, swap, shown, share: (100 * (swap - shown)) / size }
  },
}

/** Those that have a second release: the generated ones. */
const changedIn = ({ installed }) => Array.from({ length: installed - 3 }, (_, at) => at + 3)

function sourceSize({ root }, { folder }) {
  const files = join(root, folder, 'src')
  return readdirSync(files).reduce((sum, file) => sum + readFileSync(join(files, file)).length, 0)
}

/** Runs in the page. What is shown again is of the new release. */
async function showAnew({ moving, upgrades }) {
  const { host, show, ids } = globalThis.bench
  show(ids.filter((id) => !moving.includes(id)))
  await new Promise((resolve) => setTimeout(resolve, 10))
  for (const id of moving) if (upgrades) await host.upgrade(id)
  // React keeps the last tree until two more commits.
  for (let commit = 0; commit < 4; commit++) {
    show(ids)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
