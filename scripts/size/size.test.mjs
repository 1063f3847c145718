import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../run.mjs'
import { packages, readJson, root } from '../workspace.mjs'
import { measure } from './measure.mjs'

const react = ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client']

/**
 * What an app pays that imports this much, in bytes gzip. The whole start-up path, with the boot
 * script, has 8 KB; a test of the built playground weighs it in the network log.
 */
const budgets = [
  {
    what: 'a host that loads a plugin',
    code: "export { createHost, loadPlugin } from '@mortise/browser-runtime'",
    start: 7_690,
  },
  {
    what: 'a host that renders features with React',
    code: "export { createHost } from '@mortise/browser-runtime'; export { Feature } from '@mortise/browser-runtime/react'",
    external: react,
    start: 7_965,
  },
  {
    what: 'definePlugin alone',
    code: "export { definePlugin } from '@mortise/browser-runtime'",
    start: 100,
  },
  {
    what: 'the error class alone',
    code: "export { MortiseError } from '@mortise/shared'",
    start: 200,
  },
]

describe('what an app pays', () => {
  it.each(budgets)('$what: at most $start bytes', async ({ code, external, start }) => {
    const size = await measure(code, external)
    console.log(`${size.start} bytes at the start, ${size.later} when asked for`)
    expect(size.start).toBeLessThanOrEqual(start)
  })
})

describe.each(packages)('the package %s', (name) => {
  it('ships what it should, in at most 550 KB', async () => {
    const { output } = await run('npm', ['pack', '--dry-run', '--json'], {
      cwd: join(root, 'packages', name),
      quiet: true,
    })
    const [{ files, size }] = JSON.parse(output.slice(output.indexOf('[\n')))
    const paths = files.map(({ path }) => path)
    const targets = Object.values(readJson('packages', name, 'package.json').exports)
      .flatMap((target) => (typeof target === 'string' ? target : Object.values(target)))
      .map((target) => target.replace('./', ''))

    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', ...targets]))
    expect(paths.filter((path) => /\.test\.|fixture|tsbuildinfo/.test(path))).toEqual([])
    expect(size).toBeLessThanOrEqual(550_000)
  })
})
