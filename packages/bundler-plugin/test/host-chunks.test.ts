import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { satisfies, validRange } from 'semver'
import { expect, test } from 'vitest'
import type { InlineConfig } from 'vite'
import { createFixture, plugin } from './workspace-fixture.ts'

const hostThat = (starts: string) =>
  createFixture({
    'main.js': `import { createHost } from '@mortise/browser-runtime'
import { createElement } from 'react'
const host = createHost({ catalog: '/plugins.json' })
${starts}
console.log(createElement('p', null, host.state))
`,
    ...plugin('one', {}, {}),
  })

/** What the page asks for before any code runs: its scripts, and those that they import statically. */
async function scriptsOf(starts: string, config: InlineConfig = {}) {
  const fixture = await hostThat(starts)
  const { files } = await fixture.build({ shared: ['react'] }, config)
  const html = files.get('index.html') ?? ''
  return [
    ...html.matchAll(/(?:src|modulepreload" crossorigin href)="\/assets\/([\w-]+)-[\w-]{8}\.js"/g),
  ]
    .map(([, name]) => name)
    .sort()
}

test('beside an entry that awaits at its top, the runtime has one chunk', async () => {
  const scripts = await scriptsOf('await host.bootstrap()')
  // Helpers for CommonJS, which react needs, are in the entry.
  expect(scripts).toEqual(['index', 'mortise'])
})

test('else the runtime is in the entry', async () => {
  expect(await scriptsOf('void host.bootstrap()')).toEqual(['index'])
})

test('how an author cuts the host is left as it is', async () => {
  const groups = [{ name: 'framework', test: /node_modules\/react\// }]
  const scripts = await scriptsOf('await host.bootstrap()', {
    build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
  })
  expect(scripts).toContain('framework')
  expect(scripts).not.toContain('mortise')
})

test('what the page asks semver later is answered as semver does', async () => {
  const { root, build } = await hostThat('await host.bootstrap()')
  const { files } = await build({ shared: ['react'] })
  const names = [...files.keys()].filter((name) => /version-[\w-]{8}\.js$/.test(name))
  const modules = names.map((name) => import(pathToFileURL(join(root, 'dist', name)).href))
  const version = (await Promise.all(modules)).find((module) => 'satisfies' in module)
  const ranges = ['^1.2.0', '>=1.0.0 <1.2.3 || 2.x', '~1.2.3-beta.1', 'no range']
  const versions = ['1.2.3', '1.2.3-beta.2', '2.0.0', '0.9.9']
  const answers = (is: typeof satisfies) =>
    ranges.flatMap((range) => versions.map((one) => `${one} in ${range}: ${is(one, range)}`))
  expect(answers(version.satisfies)).toEqual(answers(satisfies))
  expect(ranges.map(version.isRange)).toEqual(ranges.map((range) => validRange(range) !== null))
})
