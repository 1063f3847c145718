import { openApp, readTraffic } from './page-visit.mjs'

/** What a returning visitor fetches after a deploy that changed 10 % of the plugins, one of them active. */
export const redeploy = {
  name: 'redeploy',
  title: 'A deploy that changes 10 % of the plugins',
  about:
    'A visitor comes back after it. In each changed plugin one word of the widget is another; one of the active plugins is among them. From cache: files that nobody was asked for. Bytes kept: the share of the bytes of all files of the start that were not fetched again.',
  conditions: ({ installed, active }) => `${installed} plugins installed, ${active} active`,
  columns: [
    { key: 'bytes', label: 'fetched', unit: 'KB', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
    { key: 'fromCache', label: 'from cache', unit: '' },
    { key: 'keptShare', label: 'bytes kept', unit: '%' },
    { key: 'firstBytes', label: 'first visit', unit: 'KB' },
  ],
  async prepare(cell, stage) {
    await stage.app(cell)
    await stage.app({ ...cell, changed: changedIn(cell) })
  },
  async sample(cell, stage) {
    const before = await stage.app(cell)
    const after = await stage.app({ ...cell, changed: changedIn(cell) })
    return stage.visit(before.out, 'loopback', async ({ address, context, server }) => {
      const first = await startOnce(context, address, cell)
      server.serve(after.out)
      const second = await startOnce(context, address, cell)
      return { ...second, firstBytes: first.bytes, firstRequests: first.requests }
    })
  },
}

/** The last active plugin and every tenth after it. */
const changedIn = ({ installed, active }) =>
  Array.from({ length: installed }, (_, number) => number).filter(
    (number) => number >= active - 1 && (number - active + 1) % 10 === 0,
  )

async function startOnce(context, address, cell) {
  const { page } = await openApp(context, address, cell)
  const traffic = await readTraffic(page)
  await page.close()
  return traffic
}
