/** Remembers for a tab how much was preloaded in it, so that a reload does not begin a new budget. */
export interface PreloadedInSession {
  /** Bytes, by pages before this one. */
  readonly before: number
  /** Bytes of this page. */
  write(bytes: number): void
}

const key = 'mortise:preloaded'

export function readSession(storage: () => Storage = () => sessionStorage): PreloadedInSession {
  const before = Number(attempt(() => storage().getItem(key))) || 0
  return { before, write: (bytes) => attempt(() => storage().setItem(key, `${before + bytes}`)) }
}

/** A browser that blocks storage throws, and one without room does. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
