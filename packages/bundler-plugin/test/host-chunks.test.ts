import { expect, test } from 'vitest'
import type { InlineConfig } from 'vite'
import { createFixture, plugin } from './workspace-fixture.ts'

/** What the page asks for before any code runs: its scripts, and those that they import statically. */
async function scriptsOf(start: string, config: InlineConfig = {}) {
  const fixture = await createFixture({
    'main.js': `import { createHost } from '@mortise/browser-runtime'
import { createElement } from 'react'
const host = createHost({ catalog: '/plugins.json' })
${start}
console.log(createElement('p', null, host.state))
`,
    ...plugin('one', {}, {}),
  })
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
  // The bundler's own helpers, which react needs, can be in no other chunk.
  expect(scripts).toEqual(['index', 'mortise', 'rolldown-runtime'])
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
