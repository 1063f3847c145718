import { createHash } from 'node:crypto'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'
import type { Built } from './workspace-fixture.ts'

const eager = { loading: { strategy: 'eager' } }
const usesLibrary = "import { max } from 'd3-array'\nexport default { init: () => max }\n"
const library = { dependencies: { 'd3-array': '^3.0.0' } }

/** Two eager plugins, one with a preloaded feature and an odd one, and a lazy plugin. */
const workspace = {
  ...plugin('one', eager, { 'src/index.js': usesLibrary }, library),
  ...plugin(
    'two',
    {
      features: { shown: './src/shown.js', asked: './src/asked.js' },
      loading: { strategy: 'eager', dynamicImport: { mode: 'lazy' } },
    },
    {
      'src/index.js': usesLibrary,
      'src/shown.js':
        "import './shown.css'\nimport { max } from 'd3-array'\nexport default () => max([1, 'größe'])\n",
      'src/shown.css': '.shown { color: red }',
      'src/asked.js': "export default 'asked'\n",
    },
    library,
  ),
  ...plugin('lazy', { features: { page: './src/page.js' } }, { 'src/page.js': 'export default 1' }),
}

const packsOf = (built: Built) =>
  new Map([...built.files].filter(([path]) => /^plugins\/packs\/.*\.js$/.test(path)))

/** File of a chunk → the file of its pack, for all that the catalog says. */
function packedChunks(built: Built) {
  return new Map(
    built.catalog.plugins.flatMap(({ manifest, build }) => {
      const at = (file: string) => posix.join(posix.dirname(manifest), file)
      return Object.values(build?.chunks ?? {}).flatMap(({ file, pack }) =>
        pack ? [[at(file), at(pack.file)] as const] : [],
      )
    }),
  )
}

const names = (files: Iterable<string>) =>
  [...files]
    .map((file) => file.replace(/^plugins\/(com\.example\.)?/, '').replace(/-[\w-]{10}\.js$/, ''))
    .sort()

test('a pack of what is eager is its chunks, byte for byte, each call with its id', async () => {
  const { build } = await createFixture(workspace)
  const built = await build({ packs: { start: ['eager', 'com.example.two/shown'] } })
  const [[file, text] = ['', '']] = packsOf(built)
  const chunks = [...packedChunks(built)]
  expect(names(chunks.map(([chunk]) => chunk))).toEqual([
    'one/index',
    expect.stringMatching(/^shared\//),
    'two/index',
    'two/shown',
  ])
  expect(new Set(chunks.map(([, pack]) => pack))).toEqual(new Set([file]))
  const parts = text.trimEnd().split(/,"([\w-]{10})"\);\n?/)
  const composed = new Map<string, string>()
  for (let at = 0; at + 1 < parts.length; at += 2) {
    composed.set(parts[at + 1] ?? '', `${parts[at]});`)
  }
  const alone = chunks.map(([path]) => built.files.get(path) ?? '')
  expect([...composed.values()].sort()).toEqual(alone.sort())
  for (const [id, code] of composed) {
    expect(createHash('sha384').update(code).digest('base64url').slice(0, 10)).toBe(id)
  }
  expect(text).toMatch(/^"use strict";mortise\(\[/)
  // oxlint-disable-next-line no-control-regex -- what is not ASCII
  expect(text).not.toMatch(/[^\x00-\x7f]/)
})

test('the catalog says where the pack is, and the build manifest beside it knows of none', async () => {
  const { build } = await createFixture(workspace)
  const built = await build({ packs: { start: ['eager'] } })
  const [[file, text] = ['', '']] = packsOf(built)
  const entry = built.catalog.plugins.find(({ id }) => id === 'com.example.two')
  const manifest = built.manifest('com.example.two')
  const index = entry?.build?.chunks['com.example.two/index']
  expect(index).toEqual({
    ...manifest.chunks['com.example.two/index'],
    pack: {
      file: `../packs/${posix.basename(file)}`,
      integrity: `sha384-${createHash('sha384').update(text).digest('base64')}`,
      chunks: 3,
    },
  })
  expect(entry?.build?.chunks['com.example.two/shown']).not.toHaveProperty('pack')
  expect(JSON.stringify(manifest)).not.toContain('pack')
})

test('index.html asks for the pack in place of its chunks, and for the styles of what is in it', async () => {
  const { build } = await createFixture(workspace)
  const html = (await build({ packs: { start: ['eager', 'com.example.two/shown'] } })).files.get(
    'index.html',
  )
  const scripts = html?.match(/<link [^>]*as="script"[^>]*>/g)
  expect(scripts).toEqual([
    expect.stringMatching(
      /href="\/plugins\/packs\/start-[^>]*fetchpriority="high"[^>]*integrity="sha384-/,
    ),
  ])
  expect(html?.match(/as="style"[^>]*href="[^"]*shown-[^"]*\.css"/g)).toHaveLength(1)
})

test('a chunk is in the first pack that names it, and a lazy plugin can be packed too', async () => {
  const { build } = await createFixture(workspace)
  const built = await build({
    packs: { first: ['com.example.one'], second: ['eager'], third: ['com.example.lazy/page'] },
  })
  const packed = [...packedChunks(built)].map(
    ([chunk, pack]) => `${names([chunk])} ${names([pack])}`,
  )
  expect(packed.sort()).toEqual([
    'lazy/index packs/third',
    'lazy/page packs/third',
    'one/index packs/first',
    expect.stringMatching(/^shared\/.* packs\/first$/),
    'two/index packs/second',
  ])
  expect(built.files.get('index.html')).not.toContain('packs/third')
})

test('a route that preloads a packed plugin asks for the pack', async () => {
  const { build } = await createFixture(
    plugin(
      'onroute',
      {
        features: { page: './src/page.js', other: './src/other.js' },
        extensions: { panels: [{ feature: 'page', when: { routes: ['/reports'] } }] },
        loading: { preload: { enabled: true, conditions: { routes: ['/reports'] } } },
      },
      { 'src/page.js': 'export default 1', 'src/other.js': 'export default 2' },
    ),
  )
  const plain = (await build()).files.get('index.html')
  expect(plain).toMatch(/onroute\/page-/)
  expect(plain).not.toMatch(/onroute\/other-/)
  const html = (await build({ packs: { reports: ['com.example.onroute/page'] } })).files.get(
    'index.html',
  )
  expect(html).toMatch(/packs\/reports-/)
  expect(html).not.toMatch(/onroute\/(page|index|manifest)-/)
})

test.each([[true], ['hidden'], ['inline']] as const)(
  'with sourcemap %s a place in a pack maps to its source',
  async (sourcemap) => {
    const { build } = await createFixture(workspace)
    const config = { build: { sourcemap } }
    const built = await build({ packs: { start: ['eager', 'com.example.two/shown'] } }, config)
    const [[file, text] = ['', '']] = packsOf(built)
    const maps = [...built.files].filter(([path]) => /packs\/.*\.map$/.test(path))
    const [[, written] = ['', '']] = maps
    const comment = /\n\/\/# sourceMappingURL=(\S*)\n$/.exec(text)?.[1] ?? ''
    expect(text.match(/sourceMappingURL/g)?.length ?? 0).toBe(sourcemap === 'hidden' ? 0 : 1)
    if (sourcemap === true) expect(maps[0]?.[0]).toBe(posix.join(posix.dirname(file), comment))
    const json =
      sourcemap === 'inline'
        ? Buffer.from(comment.split(',')[1] ?? '', 'base64').toString()
        : written
    const map: SourceMapPayload = JSON.parse(json)
    const lines = text.split('\n')
    const line = lines.findIndex(
      (one) => one.includes('gr\\xF6\\xDFe') || one.includes('gr\\u00f6'),
    )
    const column = lines[line]?.search(/gr\\/) ?? -1
    const { sections } = map as unknown as {
      sections: { offset: { line: number }; map: SourceMapPayload }[]
    }
    const section = sections.findLast(({ offset }) => offset.line <= line)
    const found = new SourceMap(section?.map as SourceMapPayload).findEntry(
      line - (section?.offset.line ?? 0),
      column,
    )
    expect('originalSource' in found && found.originalSource).toMatch(
      /^\.\.\/\.\.\/\.\.\/plugins\/two\/src\/shown\.js$/,
    )
  },
)

test.each([
  [{ start: [] }, '`packs.start`'],
  [{ 'st/art': ['eager'] }, 'st/art'],
  [{ start: 'eager' }, '`packs.start`'],
  [{ start: ['com.example.onee'] }, 'Did you mean "com.example.one"?'],
  [{ start: ['com.example.two/showm'] }, 'Did you mean "com.example.two/shown"?'],
  [{ first: ['eager'], second: ['com.example.one'] }, 'Pack "second"'],
])('packs %j is refused', async (packs, part) => {
  const { build } = await createFixture(workspace)
  await expect(build({ packs: packs as never })).rejects.toThrow(part)
})
