import { matches } from '../matches.ts'

/** One cache of this origin. A broken one is empty: nothing here rejects but `put`. */
export interface Store {
  /** What is kept at an address. Where a hash is given and the bytes have another, they are dropped. */
  find(url: string, integrity?: string): Promise<Response | undefined>
  /** Keeps bytes with their headers. Rejects when there is no room. */
  put(url: string, bytes: BodyInit & { byteLength: number }, headers?: Headers): Promise<void>
  drop(url: string): Promise<void>
  /** All addresses, what was kept first first. */
  urls(): Promise<string[]>
}

export function createStore(caches: CacheStorage, name: string): Store {
  return {
    async find(url, integrity) {
      try {
        const cache = await caches.open(name)
        const found = await cache.match(url, { ignoreVary: true })
        if (!found || !integrity) return found
        if (await matches(await found.clone().arrayBuffer(), integrity)) return found
        await cache.delete(url, { ignoreVary: true })
      } catch {
        // A miss.
      }
      return undefined
    },
    async put(url, bytes, headers = new Headers()) {
      const kept = new Headers(headers)
      // The bytes are decoded, and the length tells how much room they take.
      kept.delete('content-encoding')
      kept.set('content-length', String(bytes.byteLength))
      const cache = await caches.open(name)
      // One made anew, because one that was redirected cannot answer a navigation.
      await cache.put(url, new Response(bytes, { headers: kept }))
    },
    async drop(url) {
      await caches.open(name).then(
        (cache) => cache.delete(url, { ignoreVary: true }),
        () => {},
      )
    },
    urls: () =>
      caches.open(name).then(
        async (cache) => (await cache.keys()).map((request) => request.url),
        () => [],
      ),
  }
}

/** Keeps a value as JSON. */
export const putJson = (store: Store, url: string, value: unknown): Promise<void> =>
  store.put(
    url,
    new TextEncoder().encode(JSON.stringify(value)),
    new Headers({ 'content-type': 'application/json' }),
  )

/** A value that was kept as JSON; what cannot be read is a miss. */
export async function findJson<Value>(
  store: Store,
  url: string,
  integrity?: string,
): Promise<Value | undefined> {
  const found = await store.find(url, integrity)
  return found?.json().catch(() => undefined)
}
