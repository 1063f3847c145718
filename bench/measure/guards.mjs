import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeGuardPage } from './guard-pages.mjs'
import { openApp } from './page-visit.mjs'

const rules = {
  priority: {
    title: 'scripts that are needed now have fetchpriority="high"',
    sample: startWithPriority,
  },
  parenthesis: {
    title: 'the factory is parenthesised (third visit: V8 has a code cache)',
    sample: async (page) => ({ time: await lastResult(page, 3) }),
  },
  locals: {
    title: 'imports are locals (10 million calls)',
    sample: async (page) => ({ time: await lastResult(page, 1) }),
  },
  ascii: {
    title: "output is ASCII (24 chunks with one other letter each, the renderer's memory)",
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

/** A start of the app whose scripts say nothing about their urgency. */
async function startWithPriority({ isOff, stage }) {
  const cell = { contender: 'mortise', installed: 4, active: 4 }
  const app = await stage.app(cell)
  const out = isOff ? withoutPriorities(app.out) : app.out
  return stage.visit(out, '4g', async ({ address, context }) => {
    const { page } = await openApp(context, address, cell)
    return page.evaluate(() => {
      const marks = performance.getEntriesByType('mark')
      const widgets = marks.filter(({ name }) => name.startsWith('widget:'))
      return { time: Math.max(...widgets.map(({ startTime }) => startTime)) }
    })
  })
}

/** A copy of a build, made once in a run: page, boot script and loader ask for nothing with `high`. */
function withoutPriorities(out) {
  const copy = `${out}-without-priorities`
  if (existsSync(copy)) return copy
  cpSync(out, copy, { recursive: true })
  let replaced = 0
  for (const path of readdirSync(copy, { recursive: true })) {
    // Plugins' files are checked against their hashes, and say nothing about it.
    if (!/\.(js|html)$/.test(path) || path.startsWith('plugins/')) continue
    const file = join(copy, path)
    const text = readFileSync(file, 'utf8')
    const without = text.replace(/(fetchpriority)([=:])(["'`])high\3/gi, '$1$2$3auto$3')
    if (without === text) continue
    replaced++
    writeFileSync(file, without)
  }
  if (replaced === 0) throw new Error(`Nothing in ${out} asks for a priority: the guard is blind.`)
  return copy
}

async function lastResult({ rule, isOff, stage }, visits) {
  return stage.visit(
    writeGuardPage(stage.folder, rule, isOff),
    'loopback',
    async ({ address, context }) => {
      let result
      for (let visit = 0; visit < visits; visit++) {
        const page = await context.newPage()
        await page.goto(address, { waitUntil: 'load' })
        result = await page.evaluate(() => globalThis.result)
        // The code cache is written a while after the run.
        await page.waitForTimeout(visits > 1 ? 1500 : 0)
        await page.close()
      }
      return result
    },
  )
}

/** Bytes that are the renderer's own, from Linux; nothing elsewhere. */
async function memoryOf({ rule, isOff, stage }) {
  return stage.visit(
    writeGuardPage(stage.folder, rule, isOff),
    'loopback',
    async ({ address, context }) => {
      const devtools = await stage.browser.newBrowserCDPSession()
      const before = new Set(await renderers(devtools))
      const page = await context.newPage()
      await page.goto(address, { waitUntil: 'load' })
      const session = await context.newCDPSession(page)
      await session.send('HeapProfiler.collectGarbage')
      const own = (await renderers(devtools)).filter((id) => !before.has(id))
      await devtools.detach()
      return { memory: Math.max(...own.map(privateBytes)) }
    },
  )
}

async function renderers(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

function privateBytes(id) {
  const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')
  return 1024 * Number(/Private_Dirty:\s+(\d+)/.exec(text)[1])
}
