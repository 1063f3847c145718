export interface Probe {
  /** HTTP status; absent when no answer came. */
  readonly status?: number
  readonly bytes?: ArrayBuffer
  readonly cause?: unknown
}

/** Fetches past the HTTP cache, and repairs the cache's copy on the way. */
export async function probe(url: string, signal?: AbortSignal): Promise<Probe> {
  try {
    const response = await fetch(url, { cache: 'reload', signal: signal ?? null })
    const { status, ok } = response
    return ok ? { status, bytes: await response.arrayBuffer() } : { status }
  } catch (cause) {
    return { cause }
  }
}
