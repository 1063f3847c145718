import { networks } from '../network/delaying-proxy.mjs'
import { openApp, readEvaluated } from './page-visit.mjs'
import { settle } from './settle.mjs'

/** A start without a server, beside a warm one with it. */
export const offline = {
  name: 'offline',
  title: 'Start without a server',
  about:
    'Mortise with its service worker: the first visit, a second one, and a third after the server was switched off. A start that does not show the widgets of all active plugins fails.',
  conditions: ({ installed, active, network }) =>
    `${installed} plugins installed, ${active} active, ${networks[network].title}`,
  columns: [
    { key: 'warm', label: 'server on', unit: 'ms', plot: true },
    { key: 'off', label: 'server off', unit: 'ms', plot: true },
    { key: 'works', label: 'starts that worked', unit: '%' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    return stage.visit(app.out, cell.network, async ({ address, context, server, switchOff }) => {
      const first = await openApp(context, address, cell)
      await settle(cell, first.page, server)
      await first.page.close()
      const second = await openApp(context, address, cell)
      const warm = await readEvaluated(second.page)
      await second.page.close()
      await switchOff()
      // The browser tells of each request that the worker could not make.
      const { page } = await openApp(context, address, cell, { expected: /ERR_|Failed to load/ })
      return { warm, off: await readEvaluated(page), works: 100 }
    })
  },
}
