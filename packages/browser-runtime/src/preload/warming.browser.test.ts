import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cached, createCacheLab, open, type Visit } from '../../test/cache-lab.ts'
import { entryFactory, type LabPlugin } from '../../test/page-lab.ts'
import { createHost } from '../host.ts'

let site: ReturnType<typeof createCacheLab>

beforeEach(() => {
  site = createCacheLab()
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await site.end()
})

const indexeddb = { storage: 'indexeddb' } as const
const kept = async ({ host }: Visit) => (await (await host.cache()).list()).map(({ key }) => key)
const evaluated = () => (globalThis as { evaluated?: string }).evaluated

/** A plugin that tells when its code is evaluated. */
const telling = (id: string, besides: Partial<LabPlugin> = {}): LabPlugin => {
  const plugin = cached(id, indexeddb, besides)
  const factory = `$=>{globalThis.evaluated='${id}';return(${entryFactory('{init(){}}', ['page'])})($)}`
  return { ...plugin, chunks: { ...plugin.chunks, index: { ...plugin.chunks['index'], factory } } }
}

const savesData = () =>
  vi.stubGlobal('navigator', {
    storage: navigator.storage,
    userAgent: navigator.userAgent,
    onLine: true,
    connection: Object.assign(new EventTarget(), { saveData: true }),
  })

async function warm(plugins: readonly LabPlugin[], ids: readonly string[]) {
  await site.deploy(plugins)
  const visit = await site.visit()
  return { visit, warmed: await visit.host.warm(ids) }
}

describe('host.warm()', () => {
  it('a plugin that nobody has opened loads without the network, and was not run', async () => {
    const { warmed } = await warm([telling('a')], ['a'])
    expect(warmed).toMatchObject([{ pluginId: 'a', storage: 'indexeddb' }])
    expect(warmed[0]?.bytes).toBeGreaterThan(100)
    expect(evaluated()).toBeUndefined()
    site.lab.cut()
    expect(await open(await site.visit())).toBe('hello')
    expect(evaluated()).toBe('a')
    vi.stubGlobal('evaluated', undefined)
  })

  it('loads in the same page too, when the network has gone meanwhile', async () => {
    const { visit } = await warm([cached('a', indexeddb)], ['a'])
    site.lab.cut()
    expect(await open(visit)).toBe('hello')
  })

  it('brings what a plugin needs', async () => {
    const a = cached('a', indexeddb, { entry: { dependencies: { b: '*' }, optional: { c: '*' } } })
    const others = ['b', 'c', 'd'].map((id) => cached(id, indexeddb))
    const { warmed } = await warm([...others, a], ['a'])
    expect(warmed.map(({ pluginId }) => pluginId)).toEqual(['a', 'b', 'c'])
    site.lab.cut()
    expect(await open(await site.visit())).toBe('hello')
  })

  it('asks the network for nothing that is kept already', async () => {
    const { visit } = await warm([cached('a', indexeddb)], ['a'])
    site.lab.cut()
    const again = { pluginId: 'a', bytes: 0, storage: 'indexeddb' }
    expect(await visit.host.warm(['a'])).toEqual([again])
    expect(await (await site.visit()).host.warm(['a'])).toEqual([again])
  })

  it('tells of an id that no catalog has, and goes on', async () => {
    const { warmed } = await warm([cached('a', indexeddb)], ['nobody', 'a'])
    expect(warmed).toMatchObject([
      { pluginId: 'nobody', error: { code: 'HOST_PLUGIN_UNKNOWN' } },
      { pluginId: 'a', storage: 'indexeddb' },
    ])
  })

  it('keeps nothing of a plugin whose bytes are not what its manifest says', async () => {
    const bad = cached('a', indexeddb)
    bad.chunks['page'] = { ...bad.chunks['page'], corrupted: true }
    const { visit, warmed } = await warm([bad, cached('b', indexeddb)], ['a', 'b'])
    expect(warmed).toMatchObject([
      { pluginId: 'a', bytes: 0, error: { code: 'CACHE_WARM_FAILED' } },
      { pluginId: 'b', storage: 'indexeddb' },
    ])
    expect(await kept(visit)).toEqual(['b@1.0.0'])
  })

  it('tells of a build manifest that does not come', async () => {
    await site.deploy([cached('a', indexeddb)])
    const { host } = await site.visit()
    site.lab.answer('a/manifest.json', 503)
    const [result] = await host.warm(['a'])
    expect(result?.error?.code).toBe('CACHE_WARM_FAILED')
    expect(result?.error?.message).toContain('503')
  })

  it('leaves a plugin that asks for no storage to the HTTP cache', async () => {
    const { visit, warmed } = await warm([cached('a', undefined)], ['a'])
    expect(warmed).toMatchObject([{ pluginId: 'a', storage: 'http' }])
    expect(await kept(visit)).toEqual([])
  })

  it('ends with its signal', async () => {
    await site.deploy([cached('a', indexeddb)])
    const visit = await site.visit()
    const reason = new Error('enough')
    const leave = new AbortController()
    const work = visit.host.warm(['a'], { signal: leave.signal })
    leave.abort(reason)
    await expect(work).rejects.toBe(reason)
    expect(await kept(visit)).toEqual([])
    expect(await visit.host.warm(['a'])).toMatchObject([{ storage: 'indexeddb' }])
  })

  it('is not bound by what holds for guesses: no share, and somebody saves data', async () => {
    await site.deploy([cached('a', indexeddb)])
    savesData()
    const { host } = await site.visit({ preload: { share: 0 } })
    expect(await host.warm(['a'])).toMatchObject([{ storage: 'indexeddb' }])
    expect((await host.stats()).preload.preloaded).toBe(0)
  })

  it('has no plan before bootstrap', async () => {
    await expect(createHost().warm(['a'])).rejects.toMatchObject({ code: 'HOST_STATE' })
  })
})

describe('the list in the catalog', () => {
  const plugins = [cached('a', indexeddb), cached('b', indexeddb)]

  it('keeps plugins that nobody has opened', async () => {
    await site.deploy(plugins, { warm: ['a'] })
    const visit = await site.visit()
    await expect.poll(() => kept(visit)).toEqual(['a@1.0.0'])
    expect((await visit.host.stats()).preload.preloaded).toBeGreaterThan(100)
    site.lab.cut()
    expect(await open(await site.visit())).toBe('hello')
  })

  it.each([
    ['who saves data', {}, savesData],
    ['a host without a share for guesses', { preload: { share: 0 } }, () => {}],
  ])('fetches nothing for %s', async (_, options, prepare) => {
    await site.deploy(plugins, { warm: ['a'] })
    prepare()
    const visit = await site.visit(options)
    // Asked for by name, later: by then the list has had its turn.
    await visit.host.warm(['b'])
    expect(await kept(visit)).toEqual(['b@1.0.0'])
  })
})
