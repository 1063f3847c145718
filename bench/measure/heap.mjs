import { openApp } from './page-visit.mjs'

/** How often all is shown and unloaded before the time that counts as that of a page in use. */
const before = 3

/** How often a plugin is upgraded, or shown again, before it is read and until it is read again. */
const times = 10

/** What the page's JavaScript heap holds: nothing active, some, all, after unloading, after upgrades. */
export const heap = {
  name: 'heap',
  title: 'JavaScript heap',
  about: `In KB, after forced collections. All shown: every installed plugin has been opened beside the active ones. Unloaded: all plugins were hidden and, where there is a way, unloaded. Given back: the share of what showing all of them took that was free again; the first time, when V8 has also compiled what the app itself runs, and in use, when all had been shown and unloaded ${before} times before. Ten upgrades: what they have added, and what hiding and showing the same plugin as often without an upgrade has added, each after ten before.`,
  conditions: ({ installed, active }) => `${installed} plugins installed, ${active} active`,
  columns: [
    { key: 'none', label: 'none active', unit: 'KB' },
    { key: 'active', label: 'started', unit: 'KB', plot: true },
    { key: 'all', label: 'all shown', unit: 'KB' },
    { key: 'unloaded', label: 'unloaded', unit: 'KB' },
    { key: 'givenBackFirst', label: 'given back, first time', unit: '%' },
    { key: 'givenBack', label: 'given back, in use', unit: '%' },
    { key: 'upgraded', label: 'ten upgrades', unit: 'KB' },
    { key: 'shownAgain', label: 'ten times shown', unit: 'KB' },
  ],
  async prepare(cell, stage) {
    await stage.app(cell)
    await stage.app({ ...cell, active: 0 })
    if (canUnload(cell)) await stage.app({ ...cell, changed: [changedIn(cell)] })
  },
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const idle = await stage.app({ ...cell, active: 0 })
    const started = await stage.visit(app.out, 'loopback', async ({ address, context }) => {
      const { session } = await openApp(context, address, cell)
      return usedHeap(session)
    })
    const rest = await stage.visit(idle.out, 'loopback', async ({ address, context }) => {
      const { page, session } = await openApp(context, address, { active: 0 })
      return openAndUnload(cell, page, session)
    })
    return { active: started, ...rest, ...(await upgrades(app, cell, stage)) }
  },
}

/** The others have no word for it. */
const canUnload = ({ contender }) => contender === 'mortise'

const changedIn = ({ active }) => active - 1

async function openAndUnload(cell, page, session) {
  const none = await usedHeap(session)
  const first = await round(page, session)
  const share = ({ all, unloaded }, empty) => (100 * (all - unloaded)) / (all - empty)
  const result = { none, ...first, givenBackFirst: share(first, none) }
  // What can never be unloaded is shown once: after that, showing it takes nothing.
  if (!canUnload(cell)) return result
  let last = first
  for (let done = 1; done < before; done++) last = await round(page, session)
  return { ...result, givenBack: share(await round(page, session), last.unloaded) }
}

/** Shows all and unloads all. */
async function round(page, session) {
  await showAll(page)
  const all = await usedHeap(session)
  await page.evaluate(unloadAll)
  return { all, unloaded: await usedHeap(session) }
}

async function showAll(page) {
  const count = await page.evaluate(() => {
    globalThis.bench.show(globalThis.bench.ids)
    return globalThis.bench.ids.length
  })
  const shown = (wanted) => document.querySelectorAll('[data-part^="widget:"]').length === wanted
  await page.waitForFunction(shown, count, { timeout: 60_000, polling: 50 })
}

/** Runs in the page. */
async function unloadAll() {
  const { host, ids, show } = globalThis.bench
  show([])
  await new Promise((resolve) => setTimeout(resolve, 10))
  for (const id of ids) await host?.unload(id)
  // React keeps the last tree until two more commits.
  for (let commit = 0; commit < 3; commit++) {
    show([])
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Each time the other of two releases; and the same without, which is what React and V8 add. */
async function upgrades(app, cell, stage) {
  if (!canUnload(cell)) return {}
  const next = await stage.app({ ...cell, changed: [changedIn(cell)] })
  const { id } = app.plugins[changedIn(cell)]

  function added(step) {
    return stage.visit(app.out, 'loopback', async ({ address, context, server }) => {
      const { page, session } = await openApp(context, address, cell)
      let empty
      for (let done = 0; done < 2 * times; done++) {
        if (done === times) empty = await usedHeap(session)
        server.serve(done % 2 ? app.out : next.out)
        await page.evaluate(step, id)
      }
      return (await usedHeap(session)) - empty
    })
  }

  return { upgraded: await added(upgradeShown), shownAgain: await added(showAgain) }
}

/** Runs in the page. */
async function upgradeShown(id) {
  const { host, show, ids } = globalThis.bench
  const others = ids.filter((one) => one !== id && host.status(one)?.state === 'ready')
  show(others)
  await host.upgrade(id)
  show([...others, id])
  for (let commit = 0; commit < 3; commit++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    show([...others, id])
  }
}

/** Runs in the page: as many commits, and no upgrade. */
async function showAgain(id) {
  const { host, show, ids } = globalThis.bench
  const others = ids.filter((one) => one !== id && host.status(one)?.state === 'ready')
  show(others)
  await new Promise((resolve) => setTimeout(resolve, 10))
  show([...others, id])
  for (let commit = 0; commit < 3; commit++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    show([...others, id])
  }
}

/** Bytes in use, collected until they no longer fall. */
export async function usedHeap(session) {
  let last = Infinity
  for (;;) {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    if (usedSize > last - 10_000) return usedSize
    last = usedSize
  }
}
