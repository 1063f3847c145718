// Build time of 200 plugins: ours, ours without the factory pass, and plain Vite with the same entries.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mortise } from '@mortise/bundler-plugin/vite'
import { createBuilder, createLogger } from 'vite'
import { generateWorkspace } from './generate-workspace.mjs'

const { values } = parseArgs({
  options: {
    plugins: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
  },
})
const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'mortise-bench-'))), 'host')
const entries = generateWorkspace(root, Number(values.plugins))
const base = { root, configFile: false, customLogger: createLogger('silent') }

const contenders = {
  // Multi-entry, React left out, Vite's own chunking: what our build does beyond it is the difference.
  plain: () =>
    build({
      ...base,
      builder: {},
      build: {
        rolldownOptions: {
          input: entries,
          external: ['react'],
          preserveEntrySignatures: 'allow-extension',
        },
      },
    }),
  withoutFactories: () => build({ ...base, plugins: [withoutFactoryPass()] }),
  mortise: () => build({ ...base, plugins: [mortise({ shared: ['react'] })] }),
}

/** The plugins' environment alone, as the plain contender has no host either. */
async function build(config) {
  const builder = await createBuilder(config, null)
  const environment = builder.environments.plugins ?? builder.environments.client
  const start = performance.now()
  await builder.build(environment)
  return performance.now() - start
}

function withoutFactoryPass() {
  return mortise({ shared: ['react'] }).filter(({ name }) => name !== 'mortise:emit-plugins')
}

const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
for (let round = -1; round < Number(values.rounds); round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const time = await run()
    // The first round warms the file cache and the JIT.
    if (round >= 0) times[name].push(time)
  }
}
rmSync(join(root, '..'), { recursive: true, force: true })

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
console.log(
  `${values.plugins} plugins, ${values.rounds} interleaved rounds, ${cpus().length} cores, Node ${process.version}`,
)
for (const [name, list] of Object.entries(times)) {
  const ratio = median(list) / median(times.plain)
  const range = `${Math.round(Math.min(...list))} to ${Math.round(Math.max(...list))}`
  console.log(
    `${name.padEnd(18)}${Math.round(median(list))} ms (${range}), ${ratio.toFixed(2)}x plain`,
  )
}
