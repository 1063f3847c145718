import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPackages } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { ensureChromium } from './install-browser.mjs'
import { run } from './run.mjs'
import { requireNode, root } from './workspace.mjs'

/** Installs what the benchmarks need beside the repository, and runs them. @returns The exit code. */
export async function runBenchmarks(args, options) {
  await installDependencies('bench')
  return run(process.execPath, [join(root, 'bench/bench.mjs'), ...args], options)
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode()
  await installDependencies()
  const chromium = await ensureChromium()
  if (chromium) process.env.CHROME_PATH = chromium
  process.exitCode = (await buildPackages()) || (await runBenchmarks(process.argv.slice(2))).code
}
