import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  cached,
  createCacheLab,
  entryAt,
  keep,
  open,
  packAt,
  putRecord,
  type Visit,
} from '../../test/cache-lab.ts'
import { createHost } from '../host.ts'
import type { Entry } from './entry.ts'

let site: ReturnType<typeof createCacheLab>

beforeEach(async () => {
  site = createCacheLab()
  await site.deploy([cached('a', { storage: 'indexeddb' })])
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await site.end()
})

const key = 'a@1.0.0'
const pack = async () => (await packAt(key)) as Uint8Array
const kept = async ({ host }: Visit) => (await (await host.cache()).list()).map((one) => one.key)

/** What is kept is broken, and then the page is visited: with the network, and without chunks. */
async function visitAfter(breakIt: () => Promise<unknown>) {
  await keep(await site.visit())
  await breakIt()
  const online = await site.visit()
  const shown = await open(online)
  await keep(online)
  return { online, shown }
}

const damages: Record<string, () => Promise<unknown>> = {
  'corrupt bytes': async () => {
    const bytes = await pack()
    bytes[10] = (bytes[10] ?? 0) ^ 1
    await putRecord(`pack:${key}`, bytes)
  },
  'a truncated pack': async () => putRecord(`pack:${key}`, (await pack()).slice(0, 20)),
  'a pack that is gone': () => putRecord(`pack:${key}`, undefined),
  'something else in its place': () => putRecord(`pack:${key}`, { not: 'bytes' }),
}

describe('what is damaged never runs', () => {
  it.each(Object.keys(damages))('%s: it is dropped, which is told once', async (name) => {
    await keep(await site.visit())
    await damages[name]?.()
    const visit = await site.visit()
    await visit.host.cache()
    site.lab.loseChunks()
    expect(await open(visit)).toBe('CHUNK_LOAD_FAILED')
    await expect.poll(() => visit.diagnostics).toContain('CACHE_CORRUPT')
    expect(visit.diagnostics.filter((code) => code === 'CACHE_CORRUPT')).toHaveLength(1)
    expect(await kept(visit)).toEqual([])
  })

  it.each(Object.keys(damages))('%s: the plugin loads from the network', async (name) => {
    const { online, shown } = await visitAfter(damages[name] ?? (async () => {}))
    expect(shown).toBe('hello')
    expect(online.diagnostics).toEqual([])
  })

  it('a compressed pack that is cut short', async () => {
    const compression = { enabled: true }
    await site.deploy([cached('a', { storage: 'indexeddb', compression })])
    await keep(await site.visit())
    await damages['a truncated pack']?.()
    const visit = await site.visit()
    await visit.host.cache()
    site.lab.loseChunks()
    expect(await open(visit)).toBe('CHUNK_LOAD_FAILED')
    await expect.poll(() => visit.diagnostics).toContain('CACHE_CORRUPT')
  })

  it('a build manifest that was changed is not the one that the catalog vouches for', async () => {
    await keep(await site.visit())
    const entry = (await entryAt(key)) as Entry
    const text = entry.manifest.text.replace('"name":"a"', '"name":"b"')
    await putRecord(`entry:${key}`, { ...entry, manifest: { ...entry.manifest, text } })
    site.lab.cut()
    expect(await open(await site.visit())).toBe('MANIFEST_UNREACHABLE')
  })
})

describe('another version of ours', () => {
  it.each([
    ['an older', 0],
    ['a newer', 2],
  ])('%s one: its entries do not run, which is told once', async (_, format) => {
    const { online, shown } = await visitAfter(async () => {
      const entry = await entryAt(key)
      await putRecord(`entry:${key}`, { ...entry, format })
    })
    expect(shown).toBe('hello')
    const { format: now } = (await entryAt(key)) ?? {}
    // An older one is replaced, a newer one is left to the version that reads it.
    expect(now).toBe(format ? 2 : 1)
    site.lab.loseChunks()
    const offline = await site.visit()
    expect(await open(offline)).toBe(format ? 'CHUNK_LOAD_FAILED' : 'hello')
    if (format) await expect.poll(() => offline.diagnostics).toContain('CACHE_FORMAT')
    expect(online.diagnostics).not.toContain('CACHE_CORRUPT')
  })

  it('a database without our records: the plugin loads, which is told once', async () => {
    const original = IDBDatabase.prototype.transaction
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      _,
      mode,
    ) {
      return original.call(this, 'of-a-later-version', mode)
    })
    const visit = await site.visit()
    expect(await open(visit)).toBe('hello')
    await keep(visit)
    await expect.poll(() => visit.diagnostics).toEqual(['CACHE_UNAVAILABLE'])
  })
})

describe('a browser that stores nothing', () => {
  it.each([
    ['IndexedDB is missing', () => vi.stubGlobal('indexedDB', undefined)],
    ['IndexedDB is blocked', () => refuse('SecurityError')],
    ['a private window', () => refuse('InvalidStateError')],
    [
      'no secure context',
      () => vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never),
    ],
  ])('%s: the plugin loads, which is told once', async (_, breakIt) => {
    breakIt()
    const visit = await site.visit()
    expect(await open(visit)).toBe('hello')
    await keep(visit)
    await expect.poll(() => visit.diagnostics).toEqual(['CACHE_UNAVAILABLE'])
  })

  it('a quota that is exceeded: the plugin loads, which is told once', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const visit = await site.visit()
    expect(await open(visit)).toBe('hello')
    await keep(visit)
    await expect.poll(() => visit.diagnostics).toEqual(['CACHE_QUOTA'])
  })

  it('a quota that is exceeded: what was used least recently makes room once', async () => {
    await keep(await site.visit())
    await site.deploy([cached('b', { storage: 'indexeddb' })])
    const put = IDBObjectStore.prototype.put
    let refusals = 1
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args: [unknown, IDBValidKey?]
    ) {
      if (String(args[1]) === 'entry:b@1.0.0' && refusals-- > 0) {
        throw new DOMException('full', 'QuotaExceededError')
      }
      return put.apply(this, args)
    })
    const visit = await site.visit()
    await keep(visit, 'b')
    expect(await kept(visit)).toEqual(['b@1.0.0'])
    expect(visit.diagnostics).toEqual([])
  })
})

it('two tabs that write at once leave one whole release', async () => {
  const first = await site.visit()
  // Each waits until the other is about to write.
  let writers = 0
  let go = () => {}
  const both = new Promise<void>((resolve) => (go = resolve))
  vi.spyOn(navigator.storage, 'estimate').mockImplementation(async () => {
    if (++writers === 2) go()
    await both
    return {}
  })
  await first.host.loadPlugin('a')
  await vi.waitFor(() => expect(writers).toBe(1))
  // The second tab has the same disk, and a cache of its own.
  Reflect.deleteProperty(globalThis, Symbol.for('@mortise/cache'))
  const second = createHost({ catalog: site.lab.url('plugins.json') })
  await second.bootstrap()
  await second.loadPlugin('a')
  await Promise.all([(await first.host.cache()).settled(), (await second.cache()).settled()])
  await second.shutdown()
  expect(writers).toBe(2)
  site.lab.cut()
  const offline = await site.visit()
  expect(await open(offline)).toBe('hello')
  expect(offline.diagnostics).toEqual(['CACHE_CATALOG_USED'])
})

it('a tab that is closed in the middle of writing leaves nothing, and the next one starts', async () => {
  const put = IDBObjectStore.prototype.put
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args: [unknown, IDBValidKey?]
  ) {
    const request = put.apply(this, args)
    // What a browser does with the transactions of a page that goes away.
    if (String(args[1]).startsWith('pack:')) this.transaction.abort()
    return request
  })
  await keep(await site.visit())
  spy.mockRestore()
  expect([await entryAt(key), await packAt(key)]).toEqual([undefined, undefined])
  const visit = await site.visit()
  expect(await open(visit)).toBe('hello')
  await keep(visit)
  expect(await kept(visit)).toEqual([key])
})

it('a clock that was set back: what was kept starts, and its age counts as none', async () => {
  await site.deploy([cached('a', { storage: 'indexeddb', ttl: 60 })])
  await keep(await site.visit())
  const now = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(now - 1e9)
  site.lab.cut()
  const visit = await site.visit()
  expect(await open(visit)).toBe('hello')
  await expect.poll(() => visit.diagnostics).toContain('CACHE_CLOCK')
  expect(visit.diagnostics.filter((code) => code === 'CACHE_CLOCK')).toHaveLength(1)
})

function refuse(name: string) {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('no storage', name)
  })
}
