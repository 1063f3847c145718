import { openApp } from './page-visit.mjs'

/** What the page's JavaScript heap holds: nothing active, some, all, after unloading, after upgrades. */
export const heap = {
  name: 'heap',
  title: 'JavaScript heap',
  about:
    'In KB, after forced collections. All shown: every installed plugin has been opened beside the active ones. Unloaded: all plugins were hidden and, where there is a way, unloaded. Upgraded: what ten upgrades of a shown plugin have added. Given back: the share of what showing all of them took that was free again.',
  conditions: ({ installed, active }) => `${installed} plugins installed, ${active} active`,
  columns: [
    { key: 'none', label: 'none active', unit: 'KB' },
    { key: 'active', label: 'started', unit: 'KB', plot: true },
    { key: 'all', label: 'all shown', unit: 'KB' },
    { key: 'unloaded', label: 'unloaded', unit: 'KB' },
    { key: 'givenBack', label: 'given back', unit: '%' },
    { key: 'upgraded', label: 'ten upgrades', unit: 'KB' },
  ],
  async prepare(cell, stage) {
    await stage.app(cell)
    await stage.app({ ...cell, active: 0 })
    if (cell.contender === 'mortise') await stage.app({ ...cell, changed: [changedIn(cell)] })
  },
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const idle = await stage.app({ ...cell, active: 0 })
    const started = await stage.visit(app.out, 'loopback', async ({ address, context }) => {
      const { session } = await openApp(context, address, cell)
      return used(session)
    })
    const rest = await stage.visit(idle.out, 'loopback', async ({ address, context }) => {
      const { page, session } = await openApp(context, address, { active: 0 })
      return openAndUnload(page, session)
    })
    return { active: started, ...rest, ...(await upgrades(app, cell, stage)) }
  },
}

const changedIn = ({ active }) => active - 1

async function openAndUnload(page, session) {
  const none = await used(session)
  await showAll(page)
  const all = await used(session)
  await page.evaluate(async () => {
    const { bench } = globalThis
    bench.show([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const id of bench.ids) await bench.host?.unload(id)
    // React keeps the last tree until two more commits.
    for (let commit = 0; commit < 3; commit++) {
      bench.show([])
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  const unloaded = await used(session)
  return { none, all, unloaded, givenBack: (100 * (all - unloaded)) / (all - none) }
}

async function showAll(page) {
  const count = await page.evaluate(() => {
    globalThis.bench.show(globalThis.bench.ids)
    return globalThis.bench.ids.length
  })
  const shown = (wanted) => document.querySelectorAll('[data-part^="widget:"]').length === wanted
  await page.waitForFunction(shown, count, { timeout: 60_000, polling: 50 })
}

/** Ten times the other of two releases; the plugin is shown again each time. */
async function upgrades(app, cell, stage) {
  if (cell.contender !== 'mortise') return {}
  const next = await stage.app({ ...cell, changed: [changedIn(cell)] })
  const { id } = app.plugins[changedIn(cell)]
  return stage.visit(app.out, 'loopback', async ({ address, context, server }) => {
    const { page, session } = await openApp(context, address, cell)
    let before
    for (let upgrade = 0; upgrade <= 10; upgrade++) {
      server.serve(upgrade % 2 ? app.out : next.out)
      await page.evaluate(upgradeShown, id)
      // The first one brings the module that upgrades.
      if (upgrade === 0) before = await used(session)
    }
    return { upgraded: (await used(session)) - before }
  })
}

/** Runs in the page. */
async function upgradeShown(id) {
  const { host, show, ids } = globalThis.bench
  const others = ids.filter((one) => one !== id && host.status(one)?.state === 'ready')
  show(others)
  await host.upgrade(id)
  show([...others, id])
  for (let commit = 0; commit < 3; commit++) {
    await new Promise((resolve) => setTimeout(resolve, 30))
    show([...others, id])
  }
}

/** Bytes in use, collected until they no longer fall. */
async function used(session) {
  let last = Infinity
  for (;;) {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    if (usedSize > last - 10_000) return usedSize
    last = usedSize
  }
}
