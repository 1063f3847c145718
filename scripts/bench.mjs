import { join } from 'node:path'
import { buildPackages } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { ensureChromium } from './install-browser.mjs'
import { run } from './run.mjs'
import { requireNode, root } from './workspace.mjs'

// Installs what the benchmarks need beside the repository, and runs them.
requireNode()
await installDependencies()
const chromium = await ensureChromium()
if (chromium) process.env.CHROME_PATH = chromium
process.exitCode = (await buildPackages()) || (await runBenchmarks())

async function runBenchmarks() {
  // A registry without the binaries of other platforms leaves gaps in the lockfile; `ci` takes none.
  await installDependencies('bench', 'install')
  const file = join(root, 'bench/bench.mjs')
  return (await run(process.execPath, [file, ...process.argv.slice(2)])).code
}
