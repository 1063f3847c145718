// How long a page takes to resolve 500 plugins and 60 shared dependencies, with the CPU slowed 4x.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { chromiumFlags, findChromium } from '../scripts/find-browser.mjs'
import { generateCatalog } from './generate-catalog.mjs'

const { values } = parseArgs({
  options: {
    plugins: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '7' },
    slowdown: { type: 'string', default: '4' },
  },
})
const executablePath = findChromium()
const plugins = Number(values.plugins)
const inputs = {
  'as in an app: 8 of 60 each': generateCatalog({ plugins, packages: 60, each: 8 }),
  'all 60 each': generateCatalog({ plugins, packages: 60, each: 60 }),
}
const page = 'http://bench.test/'
const code = await bundle()

/** The resolver as a page downloads it, and `semver` alone for the control. */
async function bundle() {
  const entry = '\0bench'
  const result = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `export { createPlan, satisfies } from '@mortise/shared/resolve'`
            : undefined,
      },
    ],
    build: {
      write: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { minify: true },
      },
    },
  })
  return result.output[0].code
}

/** In a browser of its own, so that nothing is compiled: the first plan, and what later ones take. */
async function measure(input) {
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: chromiumFlags(),
  })
  try {
    const tab = await browser.newPage()
    await tab.route(`${page}**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: code })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    )
    await tab.goto(page)
    await tab.evaluate(async (text) => {
      globalThis.resolver = await import('/resolver.js')
      globalThis.input = JSON.parse(text)
    }, JSON.stringify(input))
    const session = await tab.context().newCDPSession(tab)
    await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slowdown) })
    return await tab.evaluate(() => {
      const { createPlan, satisfies } = globalThis.resolver
      const { input } = globalThis
      const timed = (work) => {
        const start = performance.now()
        const result = work()
        return { time: performance.now() - start, result }
      }
      const { time: cold, result } = timed(() => createPlan(input))
      const later = Array.from({ length: 15 }, () => timed(() => createPlan(input)).time)
      // One question to `semver` for each requirement: the least that a resolver without a memory asks.
      const control = timed(() => {
        for (const { shared } of input.plugins) {
          for (const range of Object.values(shared)) satisfies('2.5.2', range)
        }
      }).time
      const refused = Object.keys(result.refused).length
      return {
        cold,
        warm: later.sort((a, b) => a - b)[7],
        control,
        ran: result.order.length,
        refused,
      }
    })
  } finally {
    await browser.close()
  }
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
}

function shown(list) {
  const [low, high] = [Math.min(...list), Math.max(...list)]
  return `${median(list).toFixed(1)} ms (${low.toFixed(1)}-${high.toFixed(1)})`
}

const rounds = Object.fromEntries(Object.keys(inputs).map((name) => [name, []]))
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, input] of Object.entries(inputs)) rounds[name].push(await measure(input))
}
console.log(
  `${plugins} plugins, 60 shared dependencies, CPU slowed ${values.slowdown}x, ${values.rounds} rounds, ` +
    `${cpus().length} cores, Node ${process.version}. The aim: 30 ms.`,
)
for (const [name, results] of Object.entries(rounds)) {
  const of = (key) => results.map((result) => result[key])
  console.log(`${name} (${results[0].ran} run, ${results[0].refused} refused)`)
  console.log(`  first plan of a page  ${shown(of('cold'))}`)
  console.log(`  a later plan          ${shown(of('warm'))}`)
  console.log(`  control: semver alone ${shown(of('control'))}`)
}
