import { allowsBlobScripts } from './blob-scripts.ts'
import type { CacheOptions } from './cache-options.ts'
import { findClearable, listKept, type ClearOptions, type KeptPlugin } from './clear.ts'
import { createKeep, type RunningRelease } from './keep.ts'
import { createMakeRoom } from './make-room.ts'
import { createNotices, type Notice, type Notices } from './notices.ts'
import type { PlannedBuild, Plans } from './plans.ts'
import { createRecall, type Recall } from './recall.ts'
import { createServing, type Serving } from './serving.ts'
import { catalogAt, createIndexedDbStore, type Store } from './store.ts'

/** A host of the page, as the cache knows it. */
export interface CacheHost {
  /** What its plan has of a plugin. */
  buildOf(id: string): PlannedBuild | undefined
  /** Ids of the plugins with chunks in the pack that has this hash. */
  packedIn(integrity: string): readonly string[]
  /** Whether the notice concerns it. */
  hear(notice: Notice): boolean
}

/** What is kept of plugins on this device: of the page, because its hosts share one origin's storage. */
export interface PageCache
  extends
    Pick<Recall, 'has' | 'manifest' | 'catalog'>,
    Pick<Serving, 'replace' | 'hurry' | 'isUsed'> {
  attach(host: CacheHost): () => void
  keep(release: RunningRelease, options: CacheOptions, nonce?: string): Promise<void>
  keepCatalog(url: string, catalog: object): Promise<void>
  catalogUsed(url: string, storedAt: number, cause: unknown): void
  /** Code of a plugin did not run; if it came from here, it may be to blame. */
  failed(id: string): Promise<void>
  list(): Promise<readonly KeptPlugin[]>
  clear(id?: string, options?: ClearOptions): Promise<readonly string[]>
}

function createPageCache(store: Store = createIndexedDbStore()): PageCache {
  const notices = createNotices()
  const hosts = new Set<CacheHost>()
  /** Addresses of catalogs. */
  const fromHere = new Set<string>()

  const buildOf: Plans['buildOf'] = ({ id, version }) => {
    const builds = [...hosts].flatMap((host) => host.buildOf(id) ?? [])
    return builds.find((build) => build.version === version) ?? builds[0]
  }
  const recall = createRecall({ store, notices, buildOf })
  const packedIn = (integrity: string) => [...hosts].flatMap((host) => host.packedIn(integrity))
  const { served, block, ...serving } = createServing(recall, notices, { buildOf, packedIn })
  const keep = createKeep({ store, notices, makeRoom: createMakeRoom(store, notices) })

  let off: Promise<boolean> | undefined

  return {
    ...serving,
    has: recall.has,
    manifest: recall.manifest,
    catalog: recall.catalog,
    attach(host) {
      hosts.add(host)
      const leave = notices.listen((notice) => host.hear(notice))
      return () => {
        hosts.delete(host)
        leave()
      }
    },
    async keep(release, options, nonce) {
      off ??= isOff(store, notices, block, nonce)
      if (!(await off)) await keep(release, options)
    },
    async keepCatalog(url, catalog) {
      // What was read from here is no older for it.
      if ((await off) || fromHere.has(url)) return
      const record = { text: JSON.stringify(catalog), storedAt: Date.now() }
      await store.write([[catalogAt(url), record]]).catch(() => {})
    },
    catalogUsed(url, storedAt, cause) {
      fromHere.add(url)
      notices.report('cacheCatalogUsed', { url, storedAt, cause })
    },
    async failed(id) {
      const { entry } = served.get(id) ?? {}
      served.delete(id)
      if (entry?.policy.invalidateOn.includes('error')) await recall.drop(entry.key)
    },
    list: () => listKept(store).catch(() => []),
    async clear(id, options) {
      const cleared = await findClearable(store, id, options).catch(() => [])
      for (const { key } of cleared) await recall.drop(key)
      return cleared.map(({ pluginId }) => pluginId)
    },
  }
}

/** Whether this page must do without, which is said once, to those who asked for it. */
async function isOff(
  store: Store,
  { report }: Pick<Notices, 'report'>,
  block: Serving['block'],
  nonce?: string,
): Promise<boolean> {
  try {
    if (!crypto.subtle) throw new DOMException('no secure context', 'SecurityError')
    await store.entries()
  } catch (cause) {
    report('cacheUnavailable', { cause })
    return true
  }
  const isAllowed = await allowsBlobScripts(nonce)
  if (!isAllowed) block()
  return !isAllowed
}

/** On the page and not in this module, so that a second copy of the runtime finds the same one. */
const pageKey = Symbol.for('@mortise/cache')

export function pageCache(): PageCache {
  const page = globalThis as { [pageKey]?: PageCache }
  return (page[pageKey] ??= createPageCache())
}
