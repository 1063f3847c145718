import { openApp, readTraffic } from './page-visit.mjs'

/** What each contender costs before the first plugin: its start without an active one. */
export const runtimeBytes = {
  name: 'runtime-bytes',
  title: 'Runtime on the start-up path',
  about:
    'A start without an active plugin: what is more than the monolith is the runtime, its files about plugins, and React where it is cut into files of its own.',
  conditions: ({ installed }) => `${installed} installed, none active`,
  columns: [
    { key: 'bytes', label: 'bytes', unit: 'KB', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
  ],
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const app = await stage.app(cell)
    return stage.visit(app.out, 'loopback', async ({ address, context }) => {
      const { page } = await openApp(context, address, cell)
      return readTraffic(page)
    })
  },
}
