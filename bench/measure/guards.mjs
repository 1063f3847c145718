import { readFileSync } from 'node:fs'
import { writeGuardPage } from './guard-pages.mjs'

const rules = {
  priority: {
    title: 'scripts that are needed now have fetchpriority="high" (24 among 60 photos, 4G)',
    // By HTTP/1.1 the browser has to choose what gets its six connections; by HTTP/2 all is asked
    // for at once, and the order is the server's, which here is that of arrival.
    visit: { network: '4g', protocol: 'http/1.1' },
    sample: timeOf,
  },
  parenthesis: {
    title: 'the factory is parenthesised (third visit: V8 may have a code cache)',
    sample: async (guard) => {
      const [first, , third] = await results(guard, 3)
      return { first, time: third }
    },
  },
  locals: {
    title: 'imports are locals (10 million calls)',
    sample: timeOf,
  },
  ascii: {
    title: "output is ASCII (60 chunks with one other letter each, the renderer's memory)",
    sample: memoryOf,
  },
}

/** The four rules of the chunk format: what each is worth, seen by switching it off. */
export const guards = {
  name: 'guards',
  title: 'The rules of the chunk format',
  about:
    'Each rule as it is and switched off, everything else alike. The ratio is what forgetting it would cost.',
  conditions: ({ rule }) => rules[rule].title,
  columns: [
    { key: 'first', label: 'first visit', unit: 'ms' },
    { key: 'time', label: 'time', unit: 'ms', plot: true },
    { key: 'memory', label: 'memory', unit: 'KB', plot: true },
  ],
  cells: () =>
    Object.keys(rules).flatMap((rule) => [
      { name: 'as it is', rule, isOff: false },
      { name: 'switched off', rule, isOff: true },
    ]),
  sample: ({ rule, isOff }, stage) => rules[rule].sample({ rule, isOff, stage }),
}

/** A visit to the page of a guard. */
async function visitGuard({ rule, isOff, stage }, work) {
  const { network = 'loopback', protocol } = rules[rule].visit ?? {}
  const out = await writeGuardPage(stage.folder, rule, isOff)
  return stage.visit(out, network, work, { protocol })
}

async function timeOf(guard) {
  const [time] = await results(guard, 1)
  return { time }
}

/** What each of some visits has set; from the second on with what those before left in the cache. */
function results(guard, visits) {
  return visitGuard(guard, async ({ address, context }) => {
    const list = []
    for (let visit = 0; visit < visits; visit++) {
      const page = await context.newPage()
      await page.goto(address, { waitUntil: 'load' })
      const found = await page.waitForFunction(() => globalThis.result)
      list.push(await found.jsonValue())
      // The code cache is written a while after the run.
      await page.waitForTimeout(visits > 1 ? 1500 : 0)
      await page.close()
    }
    return list
  })
}

/** Bytes that are the renderer's own, from Linux; nothing elsewhere. */
function memoryOf(guard) {
  return visitGuard(guard, async ({ address, context }) => {
    const devtools = await guard.stage.browser.newBrowserCDPSession()
    const before = new Set(await renderers(devtools))
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'load' })
    const session = await context.newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    // The browser keeps a renderer in reserve, which holds less.
    const own = (await renderers(devtools)).filter((id) => !before.has(id))
    await devtools.detach()
    return { memory: Math.max(...own.map(privateBytes)) }
  })
}

async function renderers(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

function privateBytes(id) {
  const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')
  return 1024 * Number(/Private_Dirty:\s+(\d+)/.exec(text)[1])
}
