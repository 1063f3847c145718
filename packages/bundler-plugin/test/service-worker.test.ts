import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { runInNewContext } from 'node:vm'
import type { OfflinePlan, PackTable } from '@mortise/shared'
import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'
import type { Built } from './workspace-fixture.ts'

const workspace = {
  ...plugin('one', { loading: { strategy: 'eager' } }, {}),
  ...plugin(
    'two',
    { features: { page: './src/page.js' }, loading: { strategy: 'eager' } },
    {
      'src/page.js': "import './page.css'\nexport default 'page'\n",
      'src/page.css': 'a { top: 0 }',
    },
  ),
  ...plugin('lazy', {}, {}),
  'main.js': `import { registerServiceWorker } from '@mortise/browser-runtime/service-worker'
registerServiceWorker()
import('./late.js')
`,
  'late.js': "console.log('late')\n",
}

/** The plan that stands in a worker, which is one script. */
function planOf({ files }: Built): OfflinePlan {
  const text = files.get('mortise-sw.js') ?? ''
  expect(text).not.toMatch(/\b(?:import|export)\b/)
  const [plan = ''] = /\{"?build"?:.*?maxSize"?:\d+\}\}/s.exec(text) ?? []
  return runInNewContext(`(${plan})`) as OfflinePlan
}

const hash = (text: string, algorithm: string) =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`

test('without the option there is no worker, and no table of a pack', async () => {
  const { build } = await createFixture(workspace)
  const { files } = await build({ packs: { start: ['eager'] } })
  expect([...files.keys()].filter((file) => /mortise-sw|packs\/.*json/.test(file))).toEqual([])
})

test('the worker names all that a start needs, with the hashes of the files', async () => {
  const { build } = await createFixture(workspace)
  const built = await build({ packs: { start: ['com.example.one'] }, serviceWorker: true })
  const plan = planOf(built)
  const names = Object.keys(plan.files).map((file) => file.replace(/-[\w-]{8,10}\./, '.'))
  expect(names).toEqual(
    expect.arrayContaining([
      'assets/index.js',
      'assets/late.js',
      'plugins/packs/start.js',
      'plugins/packs/start.json',
      'plugins/com.example.two/index.js',
    ]),
  )
  expect(names.filter((name) => /lazy|page/.test(name))).toEqual([])
  for (const [file, integrity] of Object.entries(plan.files)) {
    const [algorithm = ''] = integrity.split('-')
    expect([file, hash(built.files.get(file) ?? '', algorithm)]).toEqual([file, integrity])
  }
  expect(hash(built.files.get('plugins.json') ?? '', 'sha256')).toBe(plan.catalog.integrity)
  for (const mark of plan.marks) expect(built.files.get('index.html')).toContain(mark)
})

test('the table beside a pack says where each chunk stands in it, with source maps too', async () => {
  const { build } = await createFixture(workspace)
  const config = { build: { sourcemap: true } }
  const { files } = await build({ packs: { start: ['eager'] }, serviceWorker: true }, config)
  const [path = ''] = [...files.keys()].filter((file) => /packs\/.*\.js$/.test(file))
  const pack = files.get(path) ?? ''
  const { integrity, parts, tail } = JSON.parse(
    files.get(path.replace(/js$/, 'json')) ?? '',
  ) as PackTable
  expect(hash(pack, 'sha384')).toBe(integrity)
  expect(tail).toMatch(/^\n\/\/# sourceMappingURL=start-.*\.map\n$/)
  let at = 0
  for (const [id, length, file] of parts) {
    const part = pack.slice(at, (at += length))
    const chunk = files.get(posix.join(posix.dirname(path), file)) ?? ''
    expect(part).toBe(`${chunk.slice(0, chunk.indexOf(');\n//#'))},"${id}");\n`)
  }
  expect(pack.slice(at)).toBe(tail)
})

test('an option that no worker could keep to stops the build', async () => {
  const { build } = await createFixture(workspace)
  await expect(build({ serviceWorker: { deadline: 0 } })).rejects.toThrow('serviceWorker')
})
