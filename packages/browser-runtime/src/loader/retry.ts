/** `retry` of a manifest's `dynamicImport` block. */
export interface RetryPolicy {
  readonly enabled?: boolean | undefined
  /** The first attempt included. */
  readonly maxAttempts?: number | undefined
  readonly backoffMs?: number | undefined
}

/** A manifest's `dynamicImport` block, as far as one fetch is concerned. */
export interface FetchPolicy {
  /** Limit of all attempts together in ms; the contract's default is 30000. */
  readonly timeout?: number | undefined
  readonly retry?: RetryPolicy | undefined
}

export function attemptsOf({ enabled = true, maxAttempts = 3 }: RetryPolicy = {}) {
  return enabled ? maxAttempts : 1
}

/**
 * Waits before the attempt after `attempt`: exponential, with jitter, so that the pages that a
 * server lost at one moment do not come back at one moment.
 */
export function backOff(attempt: number, { backoffMs = 1000 }: RetryPolicy = {}): Promise<void> {
  const ms = backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** A client error stays what it is, except those that ask to come again. */
export function isFinal(status: number | undefined): boolean {
  return !!status && status >= 400 && status < 500 && ![408, 425, 429].includes(status)
}
