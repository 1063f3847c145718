import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  cached,
  createCacheLab,
  keep,
  open,
  catalogRecord,
  entryAt,
  packAt,
  putRecord,
  type Visit,
} from '../../test/cache-lab.ts'
import { entryFactory, type LabPlugin } from '../../test/page-lab.ts'
import { cachePolicy } from './cache-policy.ts'
import { isSupported } from './compression.ts'

let site: ReturnType<typeof createCacheLab>

beforeEach(() => {
  site = createCacheLab()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await site.end()
})

const indexeddb = { storage: 'indexeddb' } as const

/** Visits the page with these plugins, leaves, and comes back when the network is gone. */
async function comeBackOffline(plugins: readonly LabPlugin[], ids = ['a']) {
  await site.deploy(plugins)
  const first = await site.visit()
  for (const id of ids) await keep(first, id)
  site.lab.cut()
  return { first, second: await site.visit() }
}

const kept = async ({ host }: Visit) => (await (await host.cache()).list()).map(({ key }) => key)
const storages = ({ hits }: Visit) => hits.map(({ metadata }) => metadata?.storage)
const reasons = ({ misses }: Visit) => misses.map(({ metadata }) => metadata?.['reason'])

/** What the clock says from now on, so many seconds from what is true. */
function setClock(seconds: number) {
  const now = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000)
}

describe('caching.storage', () => {
  it.each([
    ['memory', 'HOST_PLUGIN_UNKNOWN', 'CATALOG_UNREACHABLE'],
    ['disk', 'hello', 'CACHE_CATALOG_USED'],
    ['indexeddb', 'hello', 'CACHE_CATALOG_USED'],
    ['hybrid', 'hello', 'CACHE_CATALOG_USED'],
  ] as const)('storage %s: without the network there is: %s', async (storage, shown, code) => {
    const { first, second } = await comeBackOffline([cached('a', { storage })])
    expect(first.diagnostics).toEqual([])
    expect(await open(second)).toBe(shown)
    expect(second.diagnostics).toEqual([code])
  })

  it('hybrid: what was read stays in memory while the page lives', async () => {
    const plugins = [cached('a', { storage: 'hybrid' }), cached('b', indexeddb)]
    const { second } = await comeBackOffline(plugins, ['a', 'b'])
    for (const id of ['a', 'b']) expect(await open(second, id)).toBe('hello')
    expect(storages(second)).toEqual(['indexeddb', 'memory', 'indexeddb', 'indexeddb'])
  })

  it('is what the host says where the manifest does not', async () => {
    await site.deploy([cached('a', undefined), cached('b', { storage: 'memory' })])
    const visit = await site.visit({ cache: { storage: 'indexeddb' } })
    for (const id of ['a', 'b']) await keep(visit, id)
    expect(await kept(visit)).toEqual(['a@1.0.0'])
  })

  it('keeps the whole release: features that nobody has opened too', async () => {
    const { second } = await comeBackOffline([cached('a', indexeddb)])
    expect(await open(second)).toBe('hello')
    expect(second.hits[0]).toMatchObject({
      pluginId: 'a',
      metadata: { cacheKey: 'a@1.0.0', storage: 'indexeddb' },
    })
  })

  it('one script serves all chunks of a wave, and none of them comes twice', async () => {
    const { second } = await comeBackOffline([cached('a', indexeddb)])
    const packs: Node[] = []
    const observer = new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes])
      packs.push(...added.filter((node) => node.nodeName === 'SCRIPT' && 'next' in node))
    })
    observer.observe(document.head, { childList: true })
    await second.host.loadPlugin('a')
    observer.disconnect()
    expect(packs).toHaveLength(1)
    expect(document.querySelectorAll('head > script[src^=blob]')).toHaveLength(0)
  })

  it.each(['whole', 'corrupted'] as const)(
    'chunks that came in a pack are kept by themselves, also where the pack is %s',
    async (packed) => {
      const { second } = await comeBackOffline([cached('a', indexeddb, { packed })])
      expect(await open(second)).toBe('hello')
    },
  )

  it('keeps nothing for whoever saves data', async () => {
    vi.stubGlobal('navigator', {
      storage: navigator.storage,
      userAgent: navigator.userAgent,
      connection: { saveData: true },
    })
    await site.deploy([cached('a', indexeddb)])
    const visit = await site.visit()
    await keep(visit)
    vi.unstubAllGlobals()
    expect(await kept(visit)).toEqual([])
  })

  it('keeps bytes, as one pack', async () => {
    await site.deploy([cached('a', indexeddb)])
    await keep(await site.visit())
    const pack = await packAt('a@1.0.0')
    const { files = [] } = (await entryAt('a@1.0.0')) ?? {}
    expect(pack).toBeInstanceOf(Uint8Array)
    expect(files).toHaveLength(3)
    expect(pack).toHaveLength(files.reduce((sum, { size }) => sum + size, 0))
  })
})

it('a catalog that was read from here is no younger for it', async () => {
  const { second } = await comeBackOffline([cached('a', indexeddb)])
  const url = site.lab.url('plugins.json')
  const before = await catalogRecord(url)
  await keep(second)
  expect(await catalogRecord(url)).toEqual(before)
  expect(before?.storedAt).toBeGreaterThan(0)
})

it('a page that keeps no plugin keeps no catalog, also where another has kept something', async () => {
  await putRecord('of another page', true)
  const { second } = await comeBackOffline([cached('a', { storage: 'memory' })])
  expect(await open(second)).toBe('HOST_PLUGIN_UNKNOWN')
  expect(await catalogRecord(site.lab.url('plugins.json'))).toBeUndefined()
})

it('caching.enabled: false keeps nothing, and drops what was kept', async () => {
  await site.deploy([cached('a', indexeddb)])
  await keep(await site.visit())
  await site.deploy([cached('a', { ...indexeddb, enabled: false })])
  const visit = await site.visit()
  await keep(visit)
  expect(await kept(visit)).toEqual([])
})

describe('caching.keyStrategy', () => {
  const next = { version: '1.0.1' }

  it.each([
    ['version', 'CHUNK_LOAD_FAILED', 'version'],
    ['hash', 'hello', undefined],
    ['timestamp', 'CHUNK_LOAD_FAILED', 'version'],
  ] as const)(
    'keyStrategy %s: the same bytes in a new version: %s',
    async (keyStrategy, shown, why) => {
      const caching = { ...indexeddb, keyStrategy }
      await site.deploy([cached('a', caching)])
      await keep(await site.visit())
      await site.deploy([cached('a', caching, next)])
      const visit = await site.visit()
      site.lab.loseChunks()
      expect(await open(visit)).toBe(shown)
      // What is kept under the same key is brought up to date then, which fails here.
      const told = () => reasons(visit).filter((reason) => reason !== 'stale')
      await expect.poll(told).toEqual(why ? [why] : [])
    },
  )

  it('version: the same version with another hash is a miss', async () => {
    await site.deploy([cached('a', indexeddb)])
    await keep(await site.visit())
    await site.deploy([cached('a', { ...indexeddb, ttl: 0 })])
    const visit = await site.visit()
    await visit.host.plan()
    site.lab.loseChunks()
    await visit.host.cache()
    expect(await open(visit)).toBe('CHUNK_LOAD_FAILED')
    expect(reasons(visit)).toEqual(['build'])
  })

  it('timestamp: a server that has it from another time makes it stale', async () => {
    const caching = { ...indexeddb, keyStrategy: 'timestamp' } as const
    await site.deploy([cached('a', caching)])
    site.lab.modified('Mon, 02 Nov 2026 10:00:00 GMT')
    await keep(await site.visit())
    await keep(await site.visit())
    site.lab.modified('Tue, 03 Nov 2026 10:00:00 GMT')
    const visit = await site.visit()
    await keep(visit)
    expect(reasons(visit)).toEqual(['absent'])
    expect(await kept(visit)).toHaveLength(2)
  })
})

it.each([
  [60, 59, 'hello'],
  [60, 61, 'CHUNK_LOAD_FAILED'],
  [0, 1e6, 'hello'],
])('caching.ttl of %i s: after %i s there is: %s', async (ttl, seconds, shown) => {
  await site.deploy([cached('a', { ...indexeddb, ttl })])
  await keep(await site.visit())
  const visit = await site.visit()
  site.lab.loseChunks()
  setClock(seconds)
  expect(await open(visit)).toBe(shown)
  await expect.poll(() => reasons(visit)).toEqual(shown === 'hello' ? [] : ['expired'])
})

describe('caching.maxSize', () => {
  const large = (id: string, caching = {}): LabPlugin =>
    cached(
      id,
      { ...indexeddb, ...caching },
      { chunks: { index: { factory: entryFactory('{init(){}}') }, ...padded() } },
    )
  const padded = () => ({ big: { factory: `()=>({a:"${'x'.repeat(700_000)}"})` } })

  it('a plugin that is larger than it says is not kept, which is told', async () => {
    await site.deploy([large('a', { maxSize: 1 }), cached('b', { ...indexeddb, maxSize: 1 })])
    const visit = await site.visit()
    await keep(visit)
    await keep(visit, 'b')
    expect(await kept(visit)).toEqual(['a@1.0.0', 'b@1.0.0'])
    const twice = { ...large('c', { maxSize: 1 }) }
    twice.chunks = { ...twice.chunks, more: padded().big }
    await site.deploy([twice])
    const next = await site.visit()
    await keep(next, 'c')
    expect(await kept(next)).not.toContain('c@1.0.0')
    expect(next.diagnostics).toEqual(['CACHE_TOO_LARGE'])
  })

  it('cache.maxSize of the host: what was used least recently goes first', async () => {
    await site.deploy([large('a'), large('b'), large('c')])
    const first = await site.visit({ cache: { maxSize: 2 } })
    await keep(first, 'a')
    await keep(first, 'b')
    setClock(10)
    const second = await site.visit({ cache: { maxSize: 2 } })
    await keep(second, 'a')
    setClock(20)
    await keep(second, 'c')
    expect(await kept(second)).toEqual(['a@1.0.0', 'c@1.0.0'])
    expect(second.diagnostics).toEqual([])
  })

  it('leaves room to the app: the browser’s quota counts too', async () => {
    vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: 1_000_000, usage: 800_000 })
    await site.deploy([large('a')])
    const visit = await site.visit()
    await keep(visit)
    expect(await kept(visit)).toEqual([])
    expect(visit.diagnostics).toEqual(['CACHE_QUOTA'])
  })

  it('cache.persist: asks the browser to keep it, and not otherwise', async () => {
    const persist = vi.spyOn(navigator.storage, 'persist').mockResolvedValue(true)
    await site.deploy([cached('a', indexeddb)])
    await keep(await site.visit())
    expect(persist).not.toHaveBeenCalled()
    await site.deploy([cached('a', indexeddb, { version: '1.0.1' })])
    await keep(await site.visit({ cache: { persist: true } }))
    expect(persist).toHaveBeenCalledOnce()
  })
})

describe('caching.invalidateOn', () => {
  it.each([
    [['version-change'], ['a@1.0.1']],
    [['manual'], ['a@1.0.0', 'a@1.0.1']],
  ] as const)('invalidateOn %j: after another version there is %j', async (invalidateOn, keys) => {
    const caching = { ...indexeddb, invalidateOn: [...invalidateOn] }
    await site.deploy([cached('a', caching)])
    await keep(await site.visit())
    await site.deploy([cached('a', caching, { version: '1.0.1' })])
    const visit = await site.visit()
    await keep(visit)
    expect(await kept(visit)).toEqual(keys)
  })

  it.each([
    ['dependency-change', 'CHUNK_LOAD_FAILED'],
    ['manual', 'hello'],
  ] as const)('invalidateOn %s: after another version of a dependency: %s', async (on, shown) => {
    const entry = { dependencies: { b: '^1.0.0' } }
    const caching = { ...indexeddb, keyStrategy: 'hash', invalidateOn: [on] } as const
    const a = cached('a', { ...caching, invalidateOn: [on] }, { entry })
    await site.deploy([cached('b', undefined), a])
    await keep(await site.visit())
    await site.deploy([cached('b', undefined, { version: '1.1.0' }), a])
    const visit = await site.visit()
    await visit.host.loadPlugin('b')
    await visit.host.cache()
    site.lab.loseChunks()
    expect(await open(visit)).toBe(shown)
  })

  it.each([
    ['manual', ['a'], []],
    ['error', [], ['a@1.0.0']],
  ] as const)('invalidateOn %s: clear() drops %j', async (on, dropped, left) => {
    await site.deploy([cached('a', { ...indexeddb, invalidateOn: [on] })])
    const visit = await site.visit()
    await keep(visit)
    const cache = await visit.host.cache()
    expect(await cache.clear()).toEqual(dropped)
    expect(await kept(visit)).toEqual(left)
    await cache.clear('a', { force: true })
    expect(await kept(visit)).toEqual([])
  })

  it.each([
    ['error', []],
    ['manual', ['a@1.0.0']],
  ] as const)('invalidateOn %s: code that does not run from there leaves %j', async (on, left) => {
    const index = { factory: entryFactory('{init(){if(globalThis.broken)throw new Error("bad")}}') }
    const caching = { ...indexeddb, invalidateOn: [on] }
    await site.deploy([cached('a', caching, { features: [], chunks: { index } })])
    await keep(await site.visit())
    const visit = await site.visit()
    await visit.host.cache()
    site.lab.loseChunks()
    vi.stubGlobal('broken', true)
    await visit.host.loadPlugin('a').catch(() => {})
    vi.unstubAllGlobals()
    await expect.poll(() => kept(visit)).toEqual(left)
  })
})

describe('caching.compression', () => {
  const text = { big: { factory: `()=>({a:"${'x'.repeat(50_000)}"})` } }
  const plugin = (compression: object) => {
    const { chunks } = cached('a', indexeddb)
    return cached('a', { ...indexeddb, compression }, { chunks: { ...chunks, ...text } })
  }
  const sizeOf = async () => (await packAt('a@1.0.0'))?.length

  it('enabled: makes it smaller, and it starts all the same', async () => {
    await site.deploy([plugin({ enabled: false })])
    await keep(await site.visit())
    expect(await sizeOf()).toBeGreaterThan(50_000)
    const { second } = await comeBackOffline([plugin({ enabled: true })])
    expect(await sizeOf()).toBeLessThan(5_000)
    expect(await open(second)).toBe('hello')
  })

  it.each(['gzip', 'deflate', 'brotli'] as const)('algorithm %s, or gzip', async (algorithm) => {
    const { first, second } = await comeBackOffline([plugin({ enabled: true, algorithm })])
    const { compression } = (await entryAt('a@1.0.0')) ?? {}
    const isHere = isSupported(algorithm)
    expect(compression).toBe(isHere ? algorithm : 'gzip')
    expect(first.diagnostics).toEqual(isHere ? [] : ['CACHE_COMPRESSION'])
    expect(await open(second)).toBe('hello')
  })
})

it('a manifest that says nothing keeps nothing', () => {
  expect(cachePolicy()).toMatchObject({ isKept: false, keyStrategy: 'version' })
})
