import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildPackages } from './build.mjs'
import { installDependencies, installMissing } from './dependencies.mjs'
import { ensureChromium } from './install-browser.mjs'
import { run } from './run.mjs'
import { requireNode, root } from './workspace.mjs'

/** Installs what the benchmarks need beside the repository, and runs them. @returns The exit code. */
export async function runBenchmarks(args) {
  // Not `ci`: it stops at the gaps that a registry without the binaries of other platforms leaves in
  // a lockfile, and at each dependency that a package of this repository gets.
  const code = await installMissing('bench', ['install', '--no-save'])
  if (code !== 0) return code
  return (await run(process.execPath, [join(root, 'bench/bench.mjs'), ...args])).code
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode()
  const args = process.argv.slice(2)
  // A wrong option is found before anything is installed. By address: what the benchmarks import is
  // not there yet for the type checker either.
  const { readOptions } = await import(pathToFileURL(join(root, 'bench/options.mjs')).href)
  readOptions(args)
  await installDependencies()
  const chromium = await ensureChromium()
  if (chromium) process.env.CHROME_PATH = chromium
  process.exitCode = (await buildPackages()) || (await runBenchmarks(args))
}
