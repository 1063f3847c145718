import { mkdir, readdir, readFile, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { optimizeDeps, resolveConfig } from 'vite'
import { expect, test } from 'vitest'
import { createPackageLookup } from '../src/discover/package-json.ts'
import { mortise } from '../src/vite/index.ts'
import { optimizeRuntime } from '../src/vite/optimize-runtime.ts'
import { createFixture, json, plugin } from './workspace-fixture.ts'

const inHost = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`host/${path}`, text]))

/** A host with a React of its own. The runtime is linked, and beside it lies another React. */
const host = inHost({
  'node_modules/react/package.json': json({ name: 'react', version: '19.0.0' }),
  'node_modules/react/index.js': `module.exports = { whose: 'the React of the page' }\n`,
  'node_modules/react/jsx-runtime.js': `module.exports = { whose: 'the JSX of the page' }\n`,
  'package.json': json({ name: 'host', dependencies: { react: '*' } }),
  'index.html': '<script type="module" src="/main.js"></script>',
  'main.js': `import '@mortise/browser-runtime/react'\n`,
  ...plugin('one', {}, {}),
})

/** Texts of what Vite makes of the dependencies, by file. */
async function optimized() {
  const { root } = await createFixture(host)
  const plugins = [mortise()]
  const config = await resolveConfig(
    { root: join(root, 'host'), configFile: false, logLevel: 'silent', plugins },
    'serve',
  )
  await optimizeDeps(config)
  const folder = join(config.cacheDir, 'deps')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'))
  const texts = files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')])
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

test('a linked runtime is optimised, with the React of the page and without what is replaced', async () => {
  const files = await optimized()
  expect(files).toHaveProperty('@mortise_browser-runtime.js')
  expect(files).toHaveProperty('@mortise_browser-runtime_react.js')
  const all = Object.values(files).join('\n')
  expect(all).toContain('the React of the page')
  expect(all).toContain('the JSX of the page')
  expect(all).not.toContain('react.production')
  expect(all).not.toContain('react.development')
  expect(all).toContain('from "@mortise/browser-runtime/build"')
})

test('a linked runtime that was built again is optimised again', async () => {
  const { root } = await createFixture({
    'linked/package.json': json({ name: '@mortise/browser-runtime', version: '1.0.0' }),
    'linked/dist/index.js': '',
    'linked/dist/late/part.js': '',
    'host/package.json': json({ name: 'host' }),
  })
  const installed = join(root, 'host/node_modules/@mortise')
  await mkdir(installed, { recursive: true })
  await symlink(join(root, 'linked'), join(installed, 'browser-runtime'))
  // Vite compares the names of the optimiser's plugins with those of the time before.
  const names = () =>
    optimizeRuntime({
      root: join(root, 'host'),
      packages: createPackageLookup(),
    }).rolldownOptions.plugins.map(({ name }) => name)
  const before = names()
  expect(names()).toEqual(before)
  const later = new Date(Date.now() + 60_000)
  await utimes(join(root, 'linked/dist/late/part.js'), later, later)
  expect(names()).not.toEqual(before)
})
