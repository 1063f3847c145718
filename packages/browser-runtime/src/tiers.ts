import type { BuildManifest, Catalog, CatalogEntry } from '@mortise/shared'
import type { PageCache } from './cache/page-cache.ts'
import { checkCatalog as checkAnswer } from './catalog/check-catalog.ts'
import type { late } from './errors.ts'
import { readManifest as readFromNetwork } from './loader/read-manifest.ts'
import { recover as recoverFromNetwork } from './loader/recover.ts'

/**
 * Where the network does not do: what is kept on this device comes before the next attempt. Fetched
 * with the first failure, or when something takes too long.
 */

/** For code of ours that may itself be on the way. In ms. */
const patience = 1000

/**
 * Contract: `dynamicImport.timeout` of a plugin whose manifest is not here yet. A catalog that never
 * answers must not hold up the start for ever either. In ms.
 */
const timeout = 30_000

/** The page's cache. Its module was put into the HTTP cache when the first plugin was kept. */
export async function pageCache(): Promise<PageCache> {
  const module = await import('./cache/page-cache.ts')
  return module.pageCache()
}

/** The page's cache where anything was kept: other pages do not fetch it. */
export async function keptCache(): Promise<PageCache | undefined> {
  try {
    const all = await indexedDB.databases?.()
    if (all && !all.some(({ name }) => name === 'mortise-cache')) return undefined
    return await inTime(pageCache(), patience)
  } catch {
    return undefined
  }
}

/**
 * What `recover` of the loader does, for what is not kept. Of a pack nothing is kept as such: its chunks
 * are asked for one by one, and each of them may be.
 */
export async function recover(
  ...[resource, again, facts, explain, policy]: Parameters<typeof recoverFromNetwork>
): Promise<void> {
  const { chunks } = resource
  const cache = again && (await keptCache())
  if (cache && chunks && (await cache.isUsed())) {
    throw await explain('chunkPackMissed', { ...facts, chunks })
  }
  const { id, version } = facts
  if (cache && !chunks && (await cache.replace({ id, version }, resource, again))) return
  return recoverFromNetwork(resource, again, facts, explain, policy)
}

/** The request may still be under way: asked the same once more, the browser joins it. */
export async function readManifest(
  entry: CatalogEntry,
  url: string,
  explain: typeof late,
  signal?: AbortSignal,
): Promise<BuildManifest> {
  const { id, integrity } = entry
  const ended = AbortSignal.timeout(timeout)
  const limit = signal ? AbortSignal.any([ended, signal]) : ended
  const cache = integrity ? await keptCache() : undefined
  const text = await cache?.manifest(entry)
  if (text) return JSON.parse(text)
  // The browser has timings of what has ended.
  if (integrity && !performance.getEntriesByName(url, 'resource').length) {
    try {
      const response = await fetch(url, { integrity, signal: limit })
      const manifest: BuildManifest = await response.json()
      if (manifest.format === 1 && manifest.id === id) return manifest
    } catch {
      // What it is, is found out past the HTTP cache.
    }
  }
  return readFromNetwork(entry, url, explain, limit)
}

/** `answer` may be late. @throws what `checkCatalog` of the catalog throws, where none was kept. */
export async function checkCatalog(
  answer: Promise<unknown>,
  url: string,
  explain: typeof late,
): Promise<Catalog> {
  // Of the page's own origin it was waited for already.
  const isOwn = new URL(url).origin === location.origin
  const settled = inTime(answer, isOwn ? 0 : 3 * patience)
  let cause: unknown
  try {
    const found = await settled.then((text) => checkAnswer(text, url, explain))
    return await withoutBad(found, url)
  } catch (error) {
    cause = error
  }
  const cache = await keptCache()
  const { text, storedAt = 0 } = (await cache?.catalog(url)) ?? {}
  if (text === undefined) {
    const last = await inTime(answer, timeout).catch((error: unknown) => error)
    return withoutBad(await checkAnswer(last, url, explain), url)
  }
  const catalog = await checkAnswer(text, url, explain)
  cache?.catalogUsed(url, storedAt, cause)
  return withoutBad(catalog, url)
}

/** The catalog without releases that failed on this device, where there are any. */
async function withoutBad(catalog: Catalog, url: string): Promise<Catalog> {
  try {
    if (!localStorage['mortise']) return catalog
    const module = await import('./releases/index.ts')
    return module.siftCatalog(catalog, url)
  } catch {
    // No storage, no marks; and without the module the newest release is all there is.
    return catalog
  }
}

/** Rejects when work takes longer; the work goes on. */
function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DOMException(`${ms} ms are over`, 'TimeoutError')),
      ms,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
