/** An entry as far as room is concerned. */
export interface Sized {
  readonly key: string
  readonly id: string
  /** Bytes. */
  readonly size: number
  /** In ms since the epoch. */
  readonly usedAt: number
}

/**
 * Keys of what has to go so that `size` more bytes stay within `limit`, least recently used first;
 * nothing when they cannot.
 */
export function evictions(
  entries: readonly Sized[],
  size: number,
  limit: number,
): readonly string[] | undefined {
  if (size > limit) return undefined
  let total = entries.reduce((sum, entry) => sum + entry.size, size)
  const evicted: string[] = []
  for (const entry of [...entries].sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= limit) break
    total -= entry.size
    evicted.push(entry.key)
  }
  return evicted
}

/** Of what the browser allows, so much is left to the app. */
const share = 0.8

/** Bytes that all entries together may take: what the host says, and the browser has room for. */
export function roomFor(
  total: number,
  kept: number,
  { quota, usage = 0 }: StorageEstimate,
): number {
  return quota === undefined ? total : Math.min(total, kept + Math.max(0, quota * share - usage))
}
