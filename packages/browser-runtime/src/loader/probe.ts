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

const algorithms = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const

/** Whether the bytes have this hash, in the form of the `integrity` attribute. */
export async function matches(bytes: ArrayBuffer, integrity: string): Promise<boolean> {
  const [name, expected] = integrity.split(/-(.*)/)
  const algorithm = algorithms[name as keyof typeof algorithms]
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
  return btoa(String.fromCharCode(...hash)) === expected
}
