import { entryFormat, isEntry, unfit, type Build, type Entry, type KeptFile } from './entry.ts'
import { integrityOf } from './integrity.ts'
import type { Notices } from './notices.ts'
import { createPackReader, type Recalled } from './pack-reader.ts'
import type { Plans } from './plans.ts'
import { catalogAt, type KeptCatalog, type Store } from './store.ts'

/** What an element asks for; a style sheet of some builds has no hash. */
export interface Resource {
  readonly url: string
  readonly integrity?: string | undefined
}

export const isSame = ({ url, integrity }: Resource, file: KeptFile): boolean =>
  integrity ? integrity === file.integrity : url === file.url

/** What was kept, as far as it is good. Never rejects: a tier that breaks is a miss. */
export interface Recall {
  /** All entries of this version's form. */
  entries(): Promise<readonly Entry[]>
  /** Whether a release is kept that can stand for a build. */
  has(build: Build): Promise<boolean>
  /** A release that can stand for a build and has what is asked for. */
  find(build: Build, resource: Resource): Promise<Recalled | undefined>
  /** The text of a build manifest with this hash. */
  manifest(build: Build): Promise<string | undefined>
  catalog(url: string): Promise<KeptCatalog | undefined>
  drop(key: string): Promise<void>
}

interface RecallPorts {
  readonly store: Store
  readonly notices: Notices
  readonly buildOf: Plans['buildOf']
}

export function createRecall({ store, notices, buildOf }: RecallPorts): Recall {
  const { read, inMemory, drop } = createPackReader(store, notices)

  async function entries(): Promise<readonly Entry[]> {
    const all = await store.entries()
    const foreign = all.filter(({ entry }) => entry.format !== entryFormat).map(({ key }) => key)
    if (foreign.length) notices.report('cacheFormat', { keys: foreign })
    return all.flatMap(({ entry }) => (isEntry(entry) ? [entry] : []))
  }

  /** Entries that can stand for a build. What can stand for none any more is dropped. */
  async function fitting(build: Build): Promise<readonly Entry[]> {
    const { id, version } = build
    const asked = { ...build, wiring: buildOf(build)?.wiring }
    const now = Date.now()
    const own = (await entries()).filter((entry) => entry.id === id)
    const judged = own.map((entry) => ({ entry, why: unfit(entry, asked, now) }))
    for (const { entry, why } of judged) {
      if (entry.storedAt > now) notices.report('cacheClock', { id, version }, id)
      if (why === 'expired' || why === 'wiring') await drop(entry.key)
    }
    const fit = judged.filter(({ why }) => !why).map(({ entry }) => entry)
    const [first] = judged
    if (!fit.length && first?.why) notices.miss(id, 'indexeddb', first.why)
    return fit
  }

  async function find(build: Build, resource: Resource) {
    const asked = { ...build, wiring: buildOf(build)?.wiring }
    for (const recalled of inMemory.values()) {
      const { entry } = recalled
      const isRight = entry.id === build.id && !unfit(entry, asked, Date.now())
      if (isRight && entry.files.some((file) => isSame(resource, file))) return recalled
    }
    for (const { key, files } of await fitting(build)) {
      if (!files.some((file) => isSame(resource, file))) continue
      const recalled = await read(key)
      if (recalled) return recalled
      notices.miss(build.id, 'indexeddb', 'corrupt')
    }
    return undefined
  }

  async function manifest(build: Build) {
    const found = (await fitting(build)).find(({ integrity }) => integrity === build.integrity)
    const { text = '' } = found?.manifest ?? {}
    const hash = found && (await integrityOf(new TextEncoder().encode(text), 'SHA-256'))
    return hash === build.integrity ? text : undefined
  }

  async function catalog(url: string) {
    const [kept] = await store.read([catalogAt(url)])
    const { text, storedAt } = Object(kept) as Partial<KeptCatalog>
    return typeof text === 'string' && storedAt ? { text, storedAt } : undefined
  }

  const nothing = () => undefined
  return {
    entries: () => entries().catch(() => []),
    has: async (build) => (await fitting(build).catch(() => [])).length > 0,
    find: (build, resource) => find(build, resource).catch(nothing),
    manifest: (build) => manifest(build).catch(nothing),
    catalog: (url) => catalog(url).catch(nothing),
    drop: (key) => drop(key).catch(nothing),
  }
}
