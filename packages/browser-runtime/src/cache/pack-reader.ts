import { decompress } from './compression.ts'
import { isEntry, type Entry } from './entry.ts'
import type { Notices } from './notices.ts'
import { takeApart, type CheckedFiles } from './pack.ts'
import { entryOf, packOf, usedAt, type Store } from './store.ts'

/** A kept release whose every hash was checked. */
export interface Recalled {
  readonly entry: Entry
  readonly files: CheckedFiles
  readonly storage: 'indexeddb' | 'memory'
}

/** Reads packs. What is damaged is dropped, and never given. */
export interface PackReader {
  /** Callers at the same time share one reading. @throws what the store throws. */
  read(key: string): Promise<Recalled | undefined>
  /** Those whose plugins want them to stay in memory, once they were read. */
  readonly inMemory: ReadonlyMap<string, Recalled>
  drop(key: string): Promise<void>
}

export function createPackReader(store: Store, { report }: Pick<Notices, 'report'>): PackReader {
  const reading = new Map<string, Promise<Recalled | undefined>>()
  const inMemory = new Map<string, Recalled>()

  async function readNow(key: string): Promise<Recalled | undefined> {
    const [entry, pack] = await store.read([entryOf(key), packOf(key)])
    if (!isEntry(entry)) return undefined
    const files = await unpack(entry, pack)
    if (!files) {
      const { id, version } = entry
      report('cacheCorrupt', { id, version, key }, id)
      await drop(key)
      return undefined
    }
    const recalled = { entry, files, storage: 'indexeddb' } as const
    // Nobody waits for that, and the next page does not depend on it.
    store.write([usedAt(key, Date.now())]).catch(() => {})
    if (entry.policy.staysInMemory) inMemory.set(key, { ...recalled, storage: 'memory' })
    return recalled
  }

  async function drop(key: string) {
    inMemory.delete(key)
    await store.drop([key])
  }

  return {
    inMemory,
    drop,
    read(key) {
      const work = reading.get(key) ?? readNow(key).finally(() => reading.delete(key))
      reading.set(key, work)
      return work
    },
  }
}

async function unpack({ files, compression }: Entry, pack: unknown) {
  if (!(pack instanceof Uint8Array)) return undefined
  const bytes = pack as Uint8Array<ArrayBuffer>
  try {
    return await takeApart(compression ? await decompress(bytes, compression) : bytes, files)
  } catch {
    // Cut short or changed: it does not decompress.
    return undefined
  }
}
