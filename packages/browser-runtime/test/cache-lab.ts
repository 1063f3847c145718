import type { Catalog, HostEvents } from '@mortise/shared'
import { clear, createStore, get, set } from 'idb-keyval'
import type { Entry } from '../src/cache/entry.ts'
import type { KeptCatalog } from '../src/cache/store.ts'
import { createHost, type Host, type HostOptions } from '../src/index.ts'
import { createLab, entryFactory, type LabPlugin } from './page-lab.ts'

type Caching = NonNullable<LabPlugin['loading']>['caching']

/** The records of the cache, to be read and to be broken. */
const records = createStore('mortise-cache', 'records')

export const entryAt = (key: string) => get<Entry>(`entry:${key}`, records)
export const catalogRecord = (url: string) => get<KeptCatalog>(`catalog:${url}`, records)
export const packAt = (key: string) => get<Uint8Array<ArrayBuffer>>(`pack:${key}`, records)
export const putRecord = (key: string, value: unknown) => set(key, value, records)

/** What a host of a visit told. */
export interface Visit {
  readonly host: Host
  readonly diagnostics: string[]
  readonly hits: HostEvents['cache-hit'][]
  readonly misses: HostEvents['cache-miss'][]
}

/** Pages that come one after another on one device. */
export function createCacheLab() {
  let lab = createLab()
  let last: Host | undefined
  let catalog = ''
  /** What pages still had to write when they were left: here they are not gone for that. */
  const writing: Promise<void>[] = []

  async function leave() {
    if (last?.state === 'running') {
      writing.push((await last.cache()).settled())
      await last.shutdown()
    }
    last = undefined
    // The next page has a cache of its own, and the same disk.
    Reflect.deleteProperty(globalThis, Symbol.for('@mortise/cache'))
  }

  return {
    /** What is deployed from now on. */
    async deploy(plugins: readonly LabPlugin[], besides: Partial<Catalog> = {}) {
      lab.restore()
      lab = createLab()
      catalog = await lab.catalog([...plugins], {}, {}, besides)
    },
    get lab() {
      return lab
    },
    /** Opens the page anew. */
    async visit(options: HostOptions = {}): Promise<Visit> {
      await leave()
      const host = createHost({ catalog, ...options })
      last = host
      const visit: Visit = { host, diagnostics: [], hits: [], misses: [] }
      host.on('diagnostic', ({ code }) => visit.diagnostics.push(code))
      host.on('cache-hit', (event) => visit.hits.push(event))
      host.on('cache-miss', (event) => visit.misses.push(event))
      await host.bootstrap()
      return visit
    },
    async end() {
      await leave()
      await Promise.all(writing)
      lab.restore()
      await clear(records).catch(() => {})
    },
  }
}

/** A plugin with one feature, whose `caching` is given. Nothing is tried twice. */
export function cached(id: string, caching: Caching, besides: Partial<LabPlugin> = {}): LabPlugin {
  return {
    id,
    features: ['page'],
    chunks: {
      index: { factory: entryFactory('{init(){}}', ['page']), deps: ['common'], imports: [] },
      common: { factory: '()=>({word:"hello"})' },
      page: { factory: '({word:w})=>({default:w})', deps: ['common'] },
    },
    ...besides,
    loading: { caching, dynamicImport: { retry: { enabled: false } }, ...besides.loading },
  }
}

/** Loads a plugin, and waits until what is to be kept of it is. */
export async function keep({ host }: Visit, id = 'a') {
  await host.loadPlugin(id)
  await (await host.cache()).settled()
}

/** What the feature says, or the code of what went wrong. */
export async function open({ host }: Visit, id = 'a'): Promise<unknown> {
  try {
    return (await (await host.loadPlugin(id)).feature('page')).default
  } catch (error) {
    return (error as { code?: string }).code
  }
}
