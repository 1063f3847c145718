import type { OfflinePlan } from '@mortise/shared'
import type { Packs } from './compose-pack.ts'
import type { FetchFile } from './fetch-file.ts'
import type { Places } from './places.ts'
import { createStore, findJson, putJson, type Store } from './store.ts'

export interface Builds {
  /** Page and catalog of the worker's own build. */
  readonly own: Store
  /**
   * Fetches what a start needs and is not kept yet. Rejects when a file does not come or is another
   * build's: then the browser goes on with the worker it has, and tries this one again.
   */
  keep(): Promise<void>
  /** Drops the builds before the last two. Gives the addresses of all files of those that stay. */
  dropOld(): Promise<ReadonlySet<string>>
}

interface Needs {
  readonly name: string
  readonly caches: CacheStorage
  readonly files: Store
  readonly fetchFile: FetchFile
  readonly packs: Packs
  readonly places: Places
}

/** Two, because pages of the last one may be open when the next takes over. */
const buildsKept = 2

export function createBuilds(plan: OfflinePlan, needs: Needs): Builds {
  const { name, caches, files, fetchFile, packs, places } = needs
  const prefix = `${name} build `
  const own = createStore(caches, prefix + plan.build)
  const list = places.at('mortise-files.json')

  async function keepFile(url: string, integrity: string) {
    if (await files.find(url, integrity)) return
    const composed = places.isPack(url) && (await packs.compose(url, integrity))
    if (composed) return composed.saved
    const { bytes, headers } = await fetchFile(url, integrity)
    await files.put(url, bytes, headers)
  }

  /** The page and the catalog: their addresses do not tell of which build they are. */
  async function keepEnds() {
    const { address, integrity } = plan.catalog
    const fresh = { cache: 'no-cache' } as const
    const [page, catalog] = await Promise.all([
      fetchFile(places.page, undefined, fresh),
      fetchFile(places.at(address), integrity, fresh),
    ])
    const text = new TextDecoder().decode(page.bytes)
    const foreign = plan.marks.find((mark) => !text.includes(mark))
    if (foreign) throw new Error(`The page is of another build: it does not name "${foreign}".`)
    await own.put(places.catalog, catalog.bytes, catalog.headers)
    await own.put(places.page, page.bytes, page.headers)
  }

  return {
    own,
    async keep() {
      const all = [...places.files]
      const isPack = ([url]: [string, string]) => places.isPack(url)
      await Promise.all(all.filter((file) => !isPack(file)).map((file) => keepFile(...file)))
      // Packs last: the tables beside them are there now.
      await Promise.all(all.filter(isPack).map((file) => keepFile(...file)))
      await keepEnds()
      await putJson(own, list, [...places.files.keys()])
      // Another worker that took over meanwhile may have cleaned up.
      const kept = new Set(await files.urls())
      const lost = [...places.files.keys()].find((url) => !kept.has(url))
      if (lost) throw new Error(`"${lost}" was not kept.`)
    },
    async dropOld() {
      const builds = (await caches.keys()).filter((cache) => cache.startsWith(prefix))
      const others = builds.filter((cache) => cache !== prefix + plan.build)
      const staying = others.slice(1 - buildsKept)
      const old = others.filter((cache) => !staying.includes(cache))
      await Promise.all(old.map((cache) => caches.delete(cache)))
      const lists = await Promise.all(
        staying.map((cache) => findJson<string[]>(createStore(caches, cache), list)),
      )
      return new Set([...places.files.keys(), ...lists.flatMap((urls) => urls ?? [])])
    },
  }
}
