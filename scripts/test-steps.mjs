import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runBenchmarks } from './bench.mjs'
import { buildLab, buildPackages, buildPlayground } from './build.mjs'
import { runTool } from './run.mjs'
import { forgetReport, oneCheck, readReport, sum } from './test-results.mjs'
import { packages, root } from './workspace.mjs'

/**
 * What `npm test` does, in this order. `needs: 'chromium'` steps fail, with the reason, where no
 * browser can be had. Each step resolves with what it counted.
 */
export const steps = [
  { name: 'build', title: 'Build packages', run: async () => oneCheck(await buildPackages()) },
  { name: 'lint', title: 'Format and lint', run: lint },
  { name: 'types', title: 'Type check', run: typeCheck },
  { name: 'unit', title: 'Unit tests', run: () => vitest('unit') },
  { name: 'browser', title: 'Tests in a browser', needs: 'chromium', run: inBrowsers },
  { name: 'apps', title: 'Build the playground and the lab', run: buildApps },
  { name: 'e2e', title: 'End to end: dev server and build', needs: 'chromium', run: endToEnd },
  { name: 'bench', title: 'Benchmarks run', needs: 'chromium', run: benchmarks },
  { name: 'size', title: 'Size budgets', run: () => vitest('size') },
  { name: 'packages', title: 'Package checks', run: packageChecks },
]

async function lint() {
  return sum([
    oneCheck(await check('oxfmt', ['--check'])),
    oneCheck(await check('oxlint', ['--deny-warnings'])),
  ])
}

async function typeCheck() {
  const projects = ['tsconfig.test.json', 'scripts', 'e2e/lab', 'playground']
  return checks(projects, (project) => check('typescript', ['-p', project, '--noEmit']))
}

async function inBrowsers() {
  return sum([await vitest('browser'), await vitest('equality')])
}

async function vitest(project) {
  const report = join(root, 'test-results', `${project}.json`)
  forgetReport(report)
  const reporters = ['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`]
  const { code } = await runTool('vitest', ['run', '--project', project, ...reporters])
  return readReport('vitest', report, code)
}

async function buildApps() {
  return sum([oneCheck(await buildPlayground()), oneCheck(await buildLab())])
}

async function endToEnd() {
  const report = join(root, 'test-results', 'e2e.json')
  forgetReport(report)
  const { code } = await runTool('@playwright/test', ['test', '--reporter', 'list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return readReport('playwright', report, code)
}

/** That all of ours is built and measured; never what the numbers are. */
async function benchmarks() {
  const report = join(root, 'test-results', 'bench.json')
  forgetReport(report)
  const code = await runBenchmarks(['--quick', '--out', report])
  return readReport('bench', report, code)
}

async function packageChecks() {
  const folders = packages.map((name) => join('packages', name))
  const attw = ['--profile', 'esm-only', '--format', 'ascii', '--pack']
  return sum([
    await checks(folders, (folder) => check('publint', ['run', folder, '--strict'])),
    await checks(folders, (folder) => check('@arethetypeswrong/cli', [...attw, folder])),
    oneCheck(await check('knip', ['--no-progress'])),
  ])
}

async function checks(items, runOne) {
  const results = []
  for (const item of items) {
    if (existsSync(join(root, item))) results.push(oneCheck(await runOne(item)))
  }
  return sum(results)
}

/** One line a check; what it printed only when it failed. */
async function check(tool, args) {
  const { code, output } = await runTool(tool, args, { quiet: true })
  console.log(`${code === 0 ? '✓' : '✗'} ${tool} ${args.join(' ')}`)
  if (code !== 0) console.log(output)
  return code
}
