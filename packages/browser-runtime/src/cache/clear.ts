import { isEntry, type Entry } from './entry.ts'
import type { Store } from './store.ts'

/** A release that is kept on this device. */
export interface KeptPlugin {
  readonly pluginId: string
  readonly version: string
  readonly release: string
  /** What it is kept under. */
  readonly key: string
  /** Bytes on disk. */
  readonly size: number
  readonly storedAt: Date
  readonly usedAt: Date
}

export interface ClearOptions {
  /** Also entries whose `invalidateOn` is given and lacks `manual`. */
  readonly force?: boolean
}

export async function listKept(store: Store): Promise<readonly KeptPlugin[]> {
  return (await known(store)).map(describe)
}

/** What there is to drop, of a plugin or of all. */
export async function findClearable(
  store: Store,
  id: string | undefined,
  { force }: ClearOptions = {},
): Promise<readonly KeptPlugin[]> {
  return (await known(store))
    .filter(({ entry }) => force || entry.policy.invalidateOn.includes('manual'))
    .filter(({ entry }) => id === undefined || id === entry.id)
    .map(describe)
}

interface Known {
  readonly entry: Entry
  readonly usedAt: number
}

async function known(store: Store): Promise<readonly Known[]> {
  return (await store.entries()).flatMap(({ entry, usedAt }) =>
    isEntry(entry) ? [{ entry, usedAt }] : [],
  )
}

function describe({ entry, usedAt }: Known): KeptPlugin {
  const { id, version, release, key, size, storedAt } = entry
  const times = { storedAt: new Date(storedAt), usedAt: new Date(usedAt) }
  return { pluginId: id, version, release, key, size, ...times }
}
