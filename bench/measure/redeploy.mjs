import { openApp } from './page-visit.mjs'
import { settle, whenSilent } from './settle.mjs'
import { variants } from '../contenders/mortise/variants.mjs'
import { unchangedKept } from './unchanged.mjs'

/** What a returning visitor fetches after a deploy that changed 10 % of the plugins, one of them active. */
export const redeploy = {
  name: 'redeploy',
  title: 'A deploy that changes 10 % of the plugins',
  about:
    'A visitor comes back after it. In each changed plugin one word of the widget is another; one of the active plugins is among them. Requests and bytes are what the server has answered, to a service worker too. From cache: files that nobody was asked for. Unchanged kept: of the text that the first visit had fetched and the second start uses, the share that was not sent again; of a pack that has changed, all chunks are sent again.',
  conditions: ({ installed, active }) => `${installed} plugins installed, ${active} active`,
  columns: [
    { key: 'bytes', label: 'fetched', unit: 'KB', plot: true },
    { key: 'ofFirst', label: 'of the first visit', unit: '%', plot: true },
    { key: 'requests', label: 'requests', unit: '' },
    { key: 'fromCache', label: 'from cache', unit: '' },
    { key: 'unchangedKept', label: 'unchanged kept', unit: '%' },
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
      const first = await startOnce(context, address, cell, server)
      server.serve(after.out)
      const second = await startOnce(context, address, cell, server)
      const firstBytes = bytesOf(first.answers)
      const bytes = bytesOf(second.answers)
      const requests = second.answers.length
      return {
        bytes,
        firstBytes,
        ofFirst: (100 * bytes) / firstBytes,
        requests,
        firstRequests: first.answers.length,
        fromCache: Math.max(0, second.used.length - requests),
        unchangedKept: unchangedKept({
          had: sentIn(first),
          used: second.used.map((path) => server.textOf(path)),
          sent: sentIn(second),
        }),
      }
    })
  },
}

/** The last active plugin and every tenth after it. */
const changedIn = ({ installed, active }) =>
  Array.from({ length: installed }, (_, number) => number).filter(
    (number) => number >= active - 1 && (number - active + 1) % 10 === 0,
  )

/** All that the server answers to a start, and the paths of the files that the page uses. */
async function startOnce(context, address, cell, server) {
  const count = server.answers.length
  const { page } = await openApp(context, address, cell)
  if (variants[cell.variant]?.worker) {
    await settle(cell, page, server)
    await whenSilent(page, server)
  }
  const answers = server.answers.slice(count)
  const used = await page.evaluate(() =>
    [...performance.getEntriesByType('resource'), location]
      .map(({ name, href }) => new URL(name ?? href))
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname }) => pathname),
  )
  await page.close()
  return { answers, used: [...new Set(used)] }
}

const bytesOf = (answers) => answers.reduce((sum, { bytes }) => sum + bytes, 0)

const sentIn = ({ answers }) =>
  answers.filter(({ status }) => status === 200).map(({ text }) => text)
