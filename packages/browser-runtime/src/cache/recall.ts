import { decompress } from './compression.ts'
import { entryFormat, unfit, type Build, type Entry } from './entry.ts'
import type { Notices } from './notices.ts'
import { integrityOf } from './integrity.ts'
import { takeApart, type CheckedFiles } from './pack.ts'
import { catalogAt, entryOf, packOf, usedAt, type KeptCatalog, type Store } from './store.ts'

/** A kept release whose every hash was checked. */
export interface Recalled {
  readonly entry: Entry
  readonly files: CheckedFiles
  readonly storage: 'indexeddb' | 'memory'
}

/** What was kept, as far as it is good. Never rejects: a tier that breaks is a miss. */
export interface Recall {
  /** All entries of this version's form. */
  entries(): Promise<readonly Entry[]>
  /** A release that can stand for a build and has a file of this hash. */
  find(build: Build, integrity: string): Promise<Recalled | undefined>
  /** The text of a build manifest with this hash. */
  manifest(build: Build): Promise<string | undefined>
  catalog(url: string): Promise<KeptCatalog | undefined>
  drop(key: string): Promise<void>
}

interface RecallPorts {
  readonly store: Store
  readonly notices: Notices
  /** What the page's plans say that a plugin is wired to. */
  wiringOf(id: string): string | undefined
}

export function createRecall({ store, notices, wiringOf }: RecallPorts): Recall {
  const reading = new Map<string, Promise<Recalled | undefined>>()
  const inMemory = new Map<string, Recalled>()

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work()
    } catch {
      return undefined
    }
  }

  async function drop(key: string) {
    inMemory.delete(key)
    await attempt(() => store.drop([key]))
  }

  async function entries(): Promise<readonly Entry[]> {
    const all = (await attempt(() => store.entries())) ?? []
    const foreign = all.filter(({ entry }) => entry.format !== entryFormat).map(({ key }) => key)
    if (foreign.length) notices.report('cacheFormat', { keys: foreign })
    return all.flatMap(({ entry }) => (isEntry(entry) ? [entry] : []))
  }

  /** The pack of an entry; callers at the same time share one reading. */
  function read(key: string): Promise<Recalled | undefined> {
    const work = reading.get(key) ?? readNow(key).finally(() => reading.delete(key))
    reading.set(key, work)
    return work
  }

  async function readNow(key: string): Promise<Recalled | undefined> {
    const [entry, pack] = (await attempt(() => store.read([entryOf(key), packOf(key)]))) ?? []
    if (!isEntry(entry)) return undefined
    const files = await unpack(entry, pack)
    if (!files) {
      notices.report('cacheCorrupt', entry, entry.id)
      await drop(key)
      return undefined
    }
    const recalled = { entry, files, storage: 'indexeddb' } as const
    void attempt(() => store.write([usedAt(key, Date.now())]))
    if (entry.policy.staysInMemory) inMemory.set(key, { ...recalled, storage: 'memory' })
    return recalled
  }

  async function fitting(build: Build) {
    const asked = { ...build, wiring: wiringOf(build.id) }
    const now = Date.now()
    const fit: Entry[] = []
    for (const entry of (await entries()).filter(({ id }) => id === build.id)) {
      const why = unfit(entry, asked, now)
      if (why) notices.miss(build.id, 'indexeddb', why)
      else fit.push(entry)
      if (entry.storedAt > now) notices.report('cacheClock', entry, entry.id)
      if (why === 'expired' || why === 'wiring') await drop(entry.key)
    }
    return fit
  }

  return {
    entries,
    drop,
    async find(build, integrity) {
      const asked = { ...build, wiring: wiringOf(build.id) }
      for (const recalled of inMemory.values()) {
        const { entry, files } = recalled
        if (entry.id !== build.id || !files.has(integrity)) continue
        if (!unfit(entry, asked, Date.now())) return recalled
      }
      for (const { key, files } of await fitting(build)) {
        if (files.every((file) => file.integrity !== integrity)) continue
        const recalled = await read(key)
        if (recalled?.files.has(integrity)) return recalled
      }
      return undefined
    },
    async manifest(build) {
      const found = (await fitting(build)).find(({ integrity }) => integrity === build.integrity)
      const { text = '' } = found?.manifest ?? {}
      const hash = found && (await integrityOf(new TextEncoder().encode(text), 'SHA-256'))
      return hash === build.integrity ? text : undefined
    },
    async catalog(url) {
      const [kept] = (await attempt(() => store.read([catalogAt(url)]))) ?? []
      const { text, storedAt } = Object(kept) as Partial<KeptCatalog>
      return typeof text === 'string' && storedAt ? { text, storedAt } : undefined
    },
  }
}

/** Only this version's form is trusted to be whole. */
function isEntry(entry: unknown): entry is Entry {
  return (Object(entry) as Partial<Entry>).format === entryFormat
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
