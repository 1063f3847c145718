import { allowsBlobScripts } from './blob-scripts.ts'
import type { CacheOptions } from './cache-options.ts'
import { clearKept, listKept, type ClearOptions, type KeptPlugin } from './clear.ts'
import type { Build } from './entry.ts'
import { createKeep, type RunningRelease } from './keep.ts'
import { createMakeRoom } from './make-room.ts'
import { createNotices, type Notice } from './notices.ts'
import { pendingElements } from './pending.ts'
import { createRecall, type Recall, type Recalled } from './recall.ts'
import { createStandIn, type Pending } from './stand-in.ts'
import { catalogAt, createIndexedDbStore, type Store } from './store.ts'

/** A host of the page, as the cache knows it. */
export interface CacheHost {
  /** What its plan has of a plugin. */
  buildOf(id: string): (Build & { readonly wiring: string }) | undefined
  /** Whether the notice concerns it. */
  hear(notice: Notice): boolean
}

/** What is kept of plugins on this device: of the page, because its hosts share one origin's storage. */
export interface PageCache extends Pick<Recall, 'manifest' | 'catalog'> {
  attach(host: CacheHost): () => void
  /**
   * Answers a chunk or sheet that failed, if it is kept; `again` puts its element back. With it comes all
   * that is on its way and in the same release: one tier for one connected graph.
   */
  replace(build: Build, resource: Resource, again: () => Promise<void>): Promise<boolean>
  /** Answers an element that is late, where a kept release has its bytes. */
  hurry(element: Pending): Promise<void>
  keep(release: RunningRelease, options: CacheOptions, nonce?: string): Promise<void>
  keepCatalog(url: string, catalog: object): Promise<void>
  catalogUsed(url: string, storedAt: number, cause: unknown): void
  /** Code of a plugin that came from here did not run. */
  failed(id: string): Promise<void>
  list(): Promise<readonly KeptPlugin[]>
  clear(id?: string, options?: ClearOptions): Promise<readonly string[]>
}

/** What an element asks for. */
interface Resource {
  readonly url: string
  readonly integrity?: string | undefined
}

export function createPageCache(store: Store = createIndexedDbStore()): PageCache {
  const notices = createNotices()
  const hosts = new Set<CacheHost>()
  const served = new Map<string, Recalled>()
  const serving = new Map<string, number>()
  /** Why nothing is kept here and nothing taken; found out once. */
  let off: Promise<boolean> | undefined
  let isBlocked = false

  const buildOf = (id: string) => {
    for (const host of hosts) {
      const build = host.buildOf(id)
      if (build) return build
    }
  }
  const recall = createRecall({
    store,
    notices,
    wiringOf: (id) => buildOf(id)?.wiring,
  })
  const standIn = createStandIn(() => {
    isBlocked = true
    notices.report('cacheBlobBlocked', {})
  })
  const keep = createKeep({ store, notices, makeRoom: createMakeRoom(store, notices) })

  async function serve(recalled: Recalled) {
    const { entry, files, storage } = recalled
    const elements = pendingElements().filter(
      (element) => files.has(element.integrity) || hasAddress(recalled, element),
    )
    const others = serving.get(entry.key) ?? 0
    serving.set(entry.key, others + 1)
    const answers = await Promise.all(elements.map((element) => standIn.answer(element, recalled)))
    serving.set(entry.key, (serving.get(entry.key) ?? 1) - 1)
    if (!answers.includes(true)) return
    served.set(entry.id, recalled)
    if (!others) notices.hit(entry.id, entry.key, storage)
  }

  async function replace({ id, version }: Build, resource: Resource, again: () => Promise<void>) {
    if (isUseless()) return false
    const found = await recall.find({ id, version, ...buildOf(id) }, resource.integrity ?? '')
    if (!found) return false
    let isSettled = false
    const settled = again().then(() => (isSettled = true))
    const element = pendingElements().find((one) => addressOf(one).startsWith(resource.url))
    // Its own request may fail before it is answered; what comes first counts.
    if (element) element.onerror = null
    await serve(found)
    if (isSettled || (await Promise.race([settled, nextTask()]))) return true
    element?.remove()
    return false
  }

  /** Nothing runs from here whose hash was not compared, nor where the page forbids it. */
  const isUseless = () => isBlocked || !globalThis.crypto?.subtle

  /** Whether this page must do without, which is said once, to those who asked for it. */
  async function isOff(nonce?: string) {
    try {
      if (!crypto.subtle) throw new DOMException('no secure context', 'SecurityError')
      await store.entries()
    } catch (cause) {
      notices.report('cacheUnavailable', { cause })
      return true
    }
    isBlocked ||= !(await allowsBlobScripts(nonce))
    if (isBlocked) notices.report('cacheBlobBlocked', {})
    return isBlocked
  }

  return {
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
    replace,
    async hurry(element) {
      if (isUseless()) return
      const { integrity } = element
      // It may have come while this code did.
      if (!pendingElements().includes(element)) return
      for (const entry of await recall.entries()) {
        if (entry.files.every((file) => file.integrity !== integrity)) continue
        const { id, version } = entry
        const recalled = await recall.find(buildOf(id) ?? { id, version }, integrity)
        if (recalled) return serve(recalled)
      }
    },
    async keep(release, options, nonce) {
      off ??= isOff(nonce)
      if (!(await off)) await keep(release, options)
    },
    async keepCatalog(url, catalog) {
      if (await off) return
      const record = { text: JSON.stringify(catalog), storedAt: Date.now() }
      await store.write([[catalogAt(url), record]]).catch(() => {})
    },
    catalogUsed: (url, storedAt, cause) =>
      notices.report('cacheCatalogUsed', { url, storedAt, cause }),
    async failed(id) {
      const { entry } = served.get(id) ?? {}
      served.delete(id)
      if (entry?.policy.invalidateOn.includes('error')) await recall.drop(entry.key)
    },
    list: () => listKept(store),
    async clear(id, options) {
      const cleared = await clearKept(store, id, options)
      for (const { key } of cleared) await recall.drop(key)
      return cleared.map(({ pluginId }) => pluginId)
    },
  }
}

function hasAddress({ entry }: Recalled, element: Pending) {
  return (
    'href' in element && !element.integrity && entry.files.some(({ url }) => url === element.href)
  )
}

const addressOf = (element: Pending) => ('href' in element ? element.href : element.src)

const nextTask = () => new Promise<undefined>((resolve) => setTimeout(resolve))

/** On the page and not in this module, so that a second copy of the runtime finds the same one. */
const pageKey = Symbol.for('@mortise/cache')

export function pageCache(): PageCache {
  const page = globalThis as { [pageKey]?: PageCache }
  return (page[pageKey] ??= createPageCache())
}
