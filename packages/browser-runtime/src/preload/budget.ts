/** What may be fetched that nobody asked for. Bytes are those before compression. */
export interface BudgetLimits {
  /** Of all bytes that the page has fetched, the share that may be preloaded and not used yet. */
  readonly share: number
  /** Bytes that may be preloaded in a session, used or not. */
  readonly session: number
}

export interface Budget {
  /** Sets bytes aside; false when they are too many. */
  reserve(bytes: number): boolean
  /** What came in the place of bytes that were set aside. */
  spend(reserved: number, bytes: number): void
  /** Preloaded bytes turned out to be needed: they are free again. */
  use(bytes: number): void
}

/** A page that has just begun has no traffic to take a share of: so much it may have on credit. */
export const credit = 512 * 1024

export function createBudget(
  { share, session }: BudgetLimits,
  /** All bytes that the page has fetched so far, preloaded ones among them. */
  traffic: () => number,
  /** Preloaded earlier in this session, by a page before this one. */
  before = 0,
): Budget {
  let reserved = 0
  let spent = 0
  let used = 0
  return {
    reserve(bytes) {
      const unused = spent - used + reserved + bytes
      const total = before + spent + reserved + bytes
      if (total > session || unused > Math.max(share && credit, share * traffic())) return false
      reserved += bytes
      return true
    },
    spend(aside, bytes) {
      reserved -= aside
      spent += bytes
    },
    use(bytes) {
      used += bytes
    },
  }
}
