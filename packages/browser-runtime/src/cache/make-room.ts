import { bytesOfMB } from './cache-policy.ts'
import type { CacheOptions } from './cache-options.ts'
import { entryFormat, type Entry } from './entry.ts'
import { evictions, roomFor } from './evictions.ts'
import type { Notices } from './notices.ts'
import type { Store } from './store.ts'

/** Where the host does not say. In MB. */
const defaultTotal = 50

/** Drops what was used least recently until an entry has room, then writes it. */
export type MakeRoom = (
  entry: Entry,
  options: CacheOptions,
  write: () => Promise<void>,
) => Promise<void>

export function createMakeRoom(store: Store, notices: Notices): MakeRoom {
  return async (entry, { maxSize = defaultTotal, persist }, write) => {
    if (persist) await askToPersist()
    const { id, version, size, key } = entry
    /** Entries of another version of ours are not ours to drop. */
    const others = async () =>
      (await store.entries()).flatMap(({ key: other, usedAt, entry: kept }) =>
        other === key || kept.format !== entryFormat
          ? []
          : [{ key: other, usedAt, id: kept.id ?? '', size: kept.size ?? 0 }],
      )
    const entries = await others()
    const kept = entries.reduce((total, one) => total + one.size, 0)
    const estimate = (await navigator.storage?.estimate?.()) ?? {}
    const dropped = evictions(entries, size, roomFor(maxSize * bytesOfMB, kept, estimate))
    if (!dropped) return notices.report('cacheQuota', { id, version, size }, id)
    if (dropped.length) await store.drop(dropped)
    try {
      await write()
    } catch (cause) {
      if ((cause as Error).name !== 'QuotaExceededError') throw cause
      // The browser's estimate was too good: what was used least recently goes, and then no more.
      const [oldest] = (await others()).sort((a, b) => a.usedAt - b.usedAt)
      if (oldest) await store.drop([oldest.key])
      await write().catch((again: unknown) =>
        notices.report('cacheQuota', { id, version, size, cause: again }, id),
      )
    }
  }
}

/** Once granted it stays so, and is not asked for again. */
async function askToPersist() {
  if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.()
}
