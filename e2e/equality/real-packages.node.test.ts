import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, expect, it } from 'vitest'
import { runInNode } from './run-in-node.ts'

const entries: Record<string, string> = {
  'entry.js': `
    import { mean, bin } from 'd3-array'
    import { createElement } from 'react'
    import { heading } from './shared.js'
    export async function result() {
      const { render } = await import('./markdown.js')
      const { area } = await import('./shapes.js')
      return [mean([1, 2, 4]), bin()([1, 2, 2, 5]).length, heading, render(createElement), area()]
    }`,
  'markdown.js': `
    import Markdown from 'react-markdown'
    import remarkGfm from 'remark-gfm'
    import { renderToStaticMarkup } from 'react-dom/server.browser'
    import { heading } from './shared.js'
    const text = heading + '\\n\\n| a | b |\\n| - | - |\\n| größe | 💥 |\\n\\n- [x] **done** ~~old~~'
    export const render = (h) =>
      renderToStaticMarkup(h(Markdown, { remarkPlugins: [remarkGfm] }, text))`,
  'shapes.js': `
    import { area as areaOf, curveCatmullRom } from 'd3-shape'
    import { max } from 'd3-array'
    import { heading } from './shared.js'
    export const area = () => areaOf().curve(curveCatmullRom)([[1, max([2, 3])], [4, heading.length]])`,
  'shared.js': `export const heading = '# Heading'`,
}

const folder = mkdtempSync(join(tmpdir(), 'mortise-packages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([true, false])('real packages give the same, minified: %s', async (minify) => {
  const files = await bundleEntries(minify)
  expect(Object.keys(files).length).toBeGreaterThan(3)
  const results = await runInNode(join(folder, String(minify)), [
    { name: 'packages', needs: 'anywhere', files },
  ])
  const { native, factories } = results['packages'] ?? {}
  expect(factories).toBe(native)
  expect(native).toContain('<h1>Heading</h1>')
  expect(native).toContain('größe')
})

/** Several chunks, with CommonJS packages and code that chunks share. */
async function bundleEntries(minify: boolean): Promise<Record<string, string>> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const bundle = await rolldown({
    cwd: root,
    input: 'entry.js',
    // No browser condition: one of these packages would want a document.
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (basename(id) in entries ? join(root, basename(id)) : undefined),
        load: (id) => entries[basename(id)],
      },
    ],
  })
  const { output } = await bundle.generate({ minify, chunkFileNames: '[name].js' })
  await bundle.close()
  return Object.fromEntries(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])),
  )
}
