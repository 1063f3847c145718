import { entryFormat, type Entry } from './entry.ts'
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
  return (await known(store)).map(
    ({ entry: { id, version, release, key, size, storedAt }, usedAt }) => ({
      pluginId: id,
      version,
      release,
      key,
      size,
      storedAt: new Date(storedAt),
      usedAt: new Date(usedAt),
    }),
  )
}

/** What there is to drop, of a plugin or of all. */
export async function findClearable(
  store: Store,
  id: string | undefined,
  { force }: ClearOptions = {},
): Promise<readonly KeptPlugin[]> {
  const manual = (await known(store)).filter(
    ({ entry }) => force || entry.policy.invalidateOn.includes('manual'),
  )
  const keys = new Set(manual.map(({ entry }) => entry.key))
  return (await listKept(store)).filter(
    ({ key, pluginId }) => keys.has(key) && (id === undefined || id === pluginId),
  )
}

async function known(store: Store) {
  return (await store.entries()).flatMap(({ entry, usedAt }) =>
    entry.format === entryFormat ? [{ entry: entry as Entry, usedAt }] : [],
  )
}
