import { networks } from '../network/delaying-proxy.mjs'
import { openApp, readEvaluated } from './page-visit.mjs'
import { settle } from './settle.mjs'

/** How a second visit finds its files: a variant of mortise, and what is taken away before it. */
const setups = {
  'HTTP cache': { variant: 'plain' },
  IndexedDB: { variant: 'kept', before: blockPlugins },
  'service worker': { variant: 'worker', before: clearHttpCache },
  'HTTP cache and IndexedDB': { variant: 'kept' },
  'all three': { variant: 'kept-and-worker' },
}

/** The cells of a size, for the matrix. */
export const tierConditions = (size) =>
  Object.entries(setups).map(([name, { variant }]) => ({ ...size, name, variant, of: ['mortise'] }))

/** A warm start from each tier alone, and from several. */
export const tiers = {
  name: 'tiers',
  title: 'Warm start by tier',
  about:
    'Mortise alone: the second visit, with what the first has left in one tier, and in several. IndexedDB: catalog, build manifests and all files of plugins are blocked, so they come from there; the page and the host come from the HTTP cache. Service worker: the HTTP cache was cleared; the worker answers packs, and lets other files pass to the server while that answers, so this is no start from it alone; that is the start without a server. The page itself is asked of the server in each of them.',
  conditions: ({ installed, active, network }) =>
    `${installed} plugins installed, ${active} active, ${networks[network].title}`,
  columns: [
    { key: 'evaluated', label: 'warm evaluated', unit: 'ms', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
    { key: 'bytes', label: 'bytes', unit: 'KB' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    const { before } = setups[cell.name]
    return stage.visit(app.out, cell.network, async ({ address, context, server }) => {
      const first = await openApp(context, address, cell)
      await settle(cell, first.page, server)
      await first.page.close()
      const count = server.answers.length
      const expected = before && /ERR_|Failed to load/
      const { page } = await openApp(context, address, cell, { before, expected })
      const answers = server.answers.slice(count)
      return {
        evaluated: await readEvaluated(page),
        requests: answers.length,
        bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
      }
    })
  },
}

/** Not by a route of Playwright, which would switch the HTTP cache off for the others. */
async function blockPlugins(_, session) {
  const patterns = ['*/plugins.json', '*/plugins/*'].map((urlPattern) => ({ urlPattern }))
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const failure = { requestId, errorReason: 'InternetDisconnected' }
    // The page may be gone meanwhile.
    session.send('Fetch.failRequest', failure).catch(() => undefined)
  })
  await session.send('Fetch.enable', { patterns })
}

async function clearHttpCache(_, session) {
  await session.send('Network.clearBrowserCache')
}
