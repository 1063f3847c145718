import type { CatalogEntry } from '@mortise/shared'

/** A release whose code failed on this device before it had run well here. */
export interface BadRelease {
  readonly pluginId: string
  readonly version: string
  /** Hash of its build manifest. */
  readonly integrity: string
  /** Address of the catalog that lists it. */
  readonly catalog: string
  /** What failed. */
  readonly code: string
  /** When, in ms since the epoch. */
  readonly timestamp: number
}

/** A release that has run here, as the catalog had it; its build manifest stands at a full address. */
export interface GoodRelease {
  readonly entry: CatalogEntry
  readonly catalog: string
}

/** What this device remembers of releases: all pages of the origin share it. */
export interface ReleaseMemory {
  bad(): readonly BadRelease[]
  good(): readonly GoodRelease[]
  mark(release: BadRelease): void
  remember(releases: readonly GoodRelease[]): void
  /** Takes the marks away for which that holds. */
  forget(isMeant: (release: BadRelease) => boolean): void
}

/** The start-up path looks whether anything stands there. */
const badKey = 'mortise'
const goodKey = 'mortise:good'

/** What was marked longer ago is tried again. A week, in ms. */
const lifetime = 604_800_000
const mostBad = 20
const mostGood = 200

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function createReleaseMemory(
  storage: () => Store = () => localStorage,
  now: () => number = Date.now,
): ReleaseMemory {
  const bad = () => read(storage, badKey, isBad).filter(({ timestamp }) => isRecent(timestamp))
  const good = () => read(storage, goodKey, isGood)
  const isRecent = (timestamp: number) => Math.abs(now() - timestamp) < lifetime
  return {
    bad,
    good,
    mark(release) {
      const others = bad().filter(({ integrity }) => integrity !== release.integrity)
      write(storage, badKey, [...others, release].slice(-mostBad))
    },
    remember(releases) {
      const isNewer = (one: GoodRelease) =>
        releases.some(({ catalog, entry }) => catalog === one.catalog && entry.id === one.entry.id)
      const others = good().filter((one) => !isNewer(one))
      write(storage, goodKey, [...others, ...releases].slice(-mostGood))
    },
    forget(isMeant) {
      write(
        storage,
        badKey,
        bad().filter((release) => !isMeant(release)),
      )
    },
  }
}

function read<Item>(
  storage: () => Store,
  key: string,
  isItem: (value: unknown) => value is Item,
): readonly Item[] {
  try {
    const items: unknown = JSON.parse(storage().getItem(key) ?? '[]')
    return Array.isArray(items) ? items.filter(isItem) : []
  } catch {
    return []
  }
}

function write(storage: () => Store, key: string, items: readonly unknown[]) {
  try {
    if (items.length) storage().setItem(key, JSON.stringify(items))
    else storage().removeItem(key)
  } catch {
    // Blocked or full: nothing is remembered beyond the page.
  }
}

/** Anybody on this origin can write there. */
function isBad(value: unknown): value is BadRelease {
  const { pluginId, integrity, timestamp } = Object(value) as Partial<BadRelease>
  return !!pluginId && !!integrity && !!timestamp
}

function isGood(value: unknown): value is GoodRelease {
  const { entry, catalog } = Object(value) as Partial<GoodRelease>
  return !!catalog && !!entry?.id && !!entry.version && !!entry.manifest && !!entry.integrity
}
