import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attachPort } from '../contenders/mortise/variants.mjs'
import { summarise } from '../statistics.mjs'
import { percentile, shownAfter } from './arrival.mjs'
import { edits } from './edits.mjs'
import { openApp } from './page-visit.mjs'

const command = fileURLToPath(
  new URL('../../packages/bundler-plugin/bin/mortise.js', import.meta.url),
)

/** A plugin of this machine in a built host: from the write of a file, over the rebuild, to the page. */
export const attach = {
  name: 'attach',
  title: 'A plugin of this machine in a built host',
  about:
    "The host is built, and a tab takes one plugin from `mortise dev --attach`. From the write of a plain module that the plugin's entry reaches until the page shows it: the plugin is built again, fetched, and swapped in with its state.",
  conditions: ({ installed, active }) => `${installed} plugins, ${active} active`,
  columns: [
    { key: 'entry', label: "entry's module", unit: 'ms', plot: true },
    { key: 'entry95', label: '95th percentile', unit: 'ms' },
    { key: 'kept', label: 'state kept', unit: '%' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    return stage.visit(app.out, 'loopback', async ({ address, context }) => {
      const machine = await startMachine(app, address)
      try {
        const { page } = await openApp(context, machine.link, cell)
        await page.waitForFunction(() => document.querySelector('[data-mortise-attach]'))
        return await editEntry(page, app, cell.edits)
      } finally {
        await machine.stop()
      }
    })
  },
}

async function editEntry(page, app, rounds) {
  const { path, change, arrived } = edits.entry
  const file = join(app.root, path(app))
  const token = () => page.evaluate(() => document.body.dataset.consumer)
  const first = await token()
  const times = []
  let kept = 0
  for (let number = 1; number <= rounds; number++) {
    const text = change(readFileSync(file, 'utf8'), number)
    times.push(await shownAfter(page, () => writeFileSync(file, text), { arrived, number }))
    kept += (await token()) === first ? 1 : 0
    await page.waitForTimeout(200)
  }
  return {
    entry: summarise(times).median,
    entry95: percentile(times, 95),
    kept: (100 * kept) / rounds,
  }
}

/** Runs `mortise dev --attach` for the last active plugin until it has printed its link. */
async function startMachine({ root, active }, address) {
  const typed = ['dev', active.at(-1), '--attach', address, '--port', String(attachPort)]
  const child = spawn(process.execPath, [command, ...typed], { cwd: root })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let printed = ''
  const link = await new Promise((resolve, reject) => {
    const read = (data) => {
      printed += String(data)
      const [found] = /http\S*mortise-attach=\S+/.exec(printed) ?? []
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`mortise dev ended: ${printed}`)))
  })
  return {
    link,
    stop() {
      child.kill()
      return ended
    },
  }
}
