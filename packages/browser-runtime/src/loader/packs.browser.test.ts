import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLab, entryFactory } from '../../test/page-lab.ts'
import { createHost, type Host } from '../host.ts'

type Packed = 'whole' | 'missing' | 'corrupted' | 'empty'

let lab: ReturnType<typeof createLab>
let host: Host
let diagnostics: unknown[]
/** Addresses of all scripts that were inserted. */
let inserted: string[]
let observer: MutationObserver

beforeEach(() => {
  lab = createLab()
  diagnostics = []
  inserted = []
  observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof HTMLScriptElement) inserted.push(node.src)
    }
  })
  observer.observe(document.head, { childList: true })
})

afterEach(async () => {
  observer.disconnect()
  await host.shutdown()
  lab.restore()
})

/** A host with one plugin, whose entry needs a chunk and which has a feature, all of it in one pack. */
async function start(packed: Packed) {
  const catalog = await lab.catalog([
    {
      id: 'a',
      packed,
      features: ['page'],
      loading: { dynamicImport: { retry: { enabled: false } } },
      chunks: {
        index: { factory: `(c,$)=>(${entryFactory('{init(){}}', ['page'])})($)`, deps: ['common'] },
        common: { factory: `()=>({word:"hello"})` },
        page: { factory: `({word:w},$)=>({default:w,url:$.m.url})`, deps: ['common'] },
      },
    },
  ])
  host = createHost({ catalog })
  host.on('diagnostic', ({ code, severity, cause }) => {
    diagnostics.push([code, severity, (cause as { cause?: { code: string } }).cause?.code])
  })
  await host.bootstrap()
  const catalogText: { plugins: { build: { chunks: Record<string, { file: string }> } }[] } =
    await (await fetch(catalog)).json()
  return catalogText.plugins[0]?.build.chunks ?? {}
}

it('brings all its chunks in one request; an address in code is still the chunk’s own', async () => {
  const { page } = await start('whole')
  const plugin = await host.loadPlugin('a')
  expect(await plugin.feature('page')).toMatchObject({ default: 'hello', url: page?.file })
  expect(inserted).toHaveLength(1)
  expect(diagnostics).toEqual([])
})

it('is asked for once: whatever was let go of comes back alone', async () => {
  const { index, common } = await start('whole')
  await host.loadPlugin('a')
  await host.unload('a')
  await host.loadPlugin('a')
  expect(inserted.slice(1)).toEqual([common?.file, index?.file])
  expect(diagnostics).toEqual([])
})

it.each([
  ['missing', 'CHUNK_LOAD_FAILED'],
  ['corrupted', 'CHUNK_INTEGRITY'],
] as const)('that is %s stops nothing: its chunks come alone', async (packed, cause) => {
  const { index, common } = await start(packed)
  expect(await (await host.loadPlugin('a')).feature('page')).toMatchObject({ default: 'hello' })
  expect(inserted.slice(1, 3)).toEqual([common?.file, index?.file])
  expect(diagnostics).toEqual([['CHUNK_PACK_MISSED', 'warning', cause]])
})

it('that lacks a chunk leaves that to be fetched alone', async () => {
  await start('empty')
  expect(await host.loadPlugin('a')).toMatchObject({ state: 'ready' })
  expect(inserted).toHaveLength(3)
})
