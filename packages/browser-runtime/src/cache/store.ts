import { createStore, delMany, getMany, keys, setMany } from 'idb-keyval'
import type { Entry } from './entry.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What a catalog said last. */
export interface KeptCatalog {
  readonly text: string
  /** In ms since the epoch. */
  readonly storedAt: number
}

/** What lies on disk. Whatever it gives may be of another version of ours, or broken. */
export interface Store {
  entries(): Promise<readonly KeptEntry[]>
  /** Records as they are at one moment. */
  read(keys: readonly string[]): Promise<readonly unknown[]>
  /** All at once: a tab that is closed meanwhile leaves what was there. */
  write(records: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  /** Of entries, with their packs. */
  drop(entryKeys: readonly string[]): Promise<void>
}

export interface KeptEntry {
  readonly key: string
  /** In ms since the epoch. */
  readonly usedAt: number
  readonly entry: Partial<Entry>
}

/** A browser that neither opens a database nor refuses to must not hold up a load. In ms. */
const patience = 2000

export const entryOf = (key: string) => `entry:${key}`
export const packOf = (key: string) => `pack:${key}`
const usedOf = (key: string) => `used:${key}`
export const catalogAt = (url: string): string => `catalog:${url}`

export const recordsOf = (entry: Entry, pack: Bytes): [string, unknown][] => [
  [entryOf(entry.key), entry],
  [packOf(entry.key), pack],
  usedAt(entry.key, entry.storedAt),
]

/** A record of its own, so that telling it never brings an entry back that another tab replaced. */
export const usedAt = (key: string, now: number): [string, unknown] => [usedOf(key), now]

/** IndexedDB, in one database of its own. @throws what the browser throws, at each call. */
export function createIndexedDbStore(name = 'mortise-cache'): Store {
  const store = createStore(name, 'records')

  /** Reading must not make a database in a page that keeps nothing. Old Firefox does not tell. */
  async function isThere() {
    const all = await indexedDB.databases?.()
    return !all || all.some((one) => one.name === name)
  }

  return {
    async entries() {
      if (!(await inTime(isThere()))) return []
      const all = (await inTime(keys<string>(store))).filter((key) => key.startsWith(entryOf('')))
      const names = all.map((key) => key.slice(entryOf('').length))
      const [entries, used] = await inTime(
        Promise.all([getMany(all, store), getMany(names.map(usedOf), store)]),
      )
      return names.flatMap((key, index) => {
        const entry: unknown = entries[index]
        // Another tab may have dropped it meanwhile.
        if (entry === undefined) return []
        return [{ key, entry: Object(entry), usedAt: Number(used[index] ?? 0) }]
      })
    },
    async read(names) {
      if (!(await inTime(isThere()))) return []
      return inTime(getMany<unknown>([...names], store))
    },
    write: (records) => inTime(setMany(records as [string, unknown][], store)),
    drop: (entryKeys) =>
      inTime(
        delMany(
          [entryOf, packOf, usedOf].flatMap((of) => entryKeys.map(of)),
          store,
        ),
      ),
  }
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DOMException(`IndexedDB did not answer for ${patience} ms`, 'TimeoutError')),
      patience,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
