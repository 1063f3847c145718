import type { Page } from '@playwright/test'
import type { Catalog } from '@mortise/shared'
import { growth, openHeap, type HeapContents } from './support/heap.ts'
import { serveNextReleases } from './support/next-releases.ts'
import { expect, test } from './support/test.ts'

// A trace keeps copies of the page's DOM in the page.
test.use({ app: 'lab', trace: 'off' })

test('a plugin that is installed and does not run costs less than a kilobyte', async ({
  page,
  server,
}) => {
  const many = 1000
  const few = await contentsAtRest(page)
  const undo = server.intercept('/plugins.json', { body: (bytes) => withMore(bytes, many) })
  const grown = growth(few, await contentsAtRest(page))
  undo()
  console.log(`${grown / many} bytes for each installed plugin`)
  expect(grown / many).toBeLessThan(1000)
})

test('a plugin that was unloaded leaves neither maps nor signals', async ({ page }) => {
  const heap = await openHeap(page)
  await start(page)
  const classes = ['AbortController', 'Map', 'Set', 'WeakMap', 'WeakSet']
  // The code that stops plugins comes with the first one.
  await loadAndUnload(page, 'lab.guest')
  const before = await heap.count(...classes)
  await loadAndUnload(page, 'lab.base')
  expect(await heap.count(...classes)).toEqual(before)
})

test('ten upgrades leave one generation, and no more objects than the first', async ({
  page,
  server,
}) => {
  const next = await serveNextReleases()
  const heap = await openHeap(page)
  await start(page)
  await page.evaluate(() => window.lab.host.loadPlugin('lab.base').then(() => {}))
  const classes = ['AbortController', 'Map', 'Set', 'WeakMap', 'Promise']

  async function upgradeTwice() {
    const undo = server.intercept('/plugins.json', { body: next.merged('lab.base') })
    expect(await upgrade(page)).toBe('1.1.0')
    undo()
    expect(await upgrade(page)).toBe('1.0.0')
  }

  await upgradeTwice()
  const before = await heap.count(...classes)
  for (let twice = 0; twice < 5; twice++) await upgradeTwice()
  expect(await heap.count(...classes)).toEqual(before)
  expect(await generationsAlive(page)).toBe(1)
  await next.server.close()
})

/** The lab when it has started, with all that a page fetches after that. */
async function start(page: Page) {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(() => window.lab.host.health('lab.base').then(() => {}))
}

async function contentsAtRest(page: Page): Promise<HeapContents> {
  await start(page)
  const heap = await openHeap(page)
  return heap.contents()
}

/** The catalog with that many more plugins, each as the build wrote the first one. */
function withMore(bytes: Buffer, count: number): Buffer {
  const catalog: Catalog = JSON.parse(bytes.toString())
  const more = Array.from({ length: count }, (_, at) => {
    const number = `${at}`.padStart(4, '0')
    const changed = JSON.stringify(catalog.plugins[0])
      .replaceAll('lab.alpha', `com.example.plugin${number}`)
      .replace('sha256-', `sha256-${number}`)
    const extensions = { 'app.pages': [{ path: `/${number}`, label: `Plugin ${number}` }] }
    return { ...JSON.parse(changed), extensions }
  })
  return Buffer.from(JSON.stringify({ ...catalog, plugins: [...catalog.plugins, ...more] }))
}

function loadAndUnload(page: Page, id: string) {
  return page.evaluate(async (plugin) => {
    await window.lab.host.loadPlugin(plugin)
    await window.lab.host.unload(plugin)
  }, id)
}

/** Gives the version that runs then. Its context is remembered weakly. */
function upgrade(page: Page) {
  return page.evaluate(async () => {
    const { version, context } = await window.lab.host.upgrade('lab.base')
    const { contexts = [] } = window as { contexts?: WeakRef<object>[] }
    if (context) contexts.push(new WeakRef(context))
    Object.assign(window, { contexts })
    return version
  })
}

/** Counting objects has collected those that nobody holds. */
function generationsAlive(page: Page) {
  return page.evaluate(() => {
    const { contexts = [] } = window as { contexts?: WeakRef<object>[] }
    return contexts.filter((context) => context.deref()).length
  })
}
