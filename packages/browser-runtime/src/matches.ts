const algorithms = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const

/** Whether the bytes have this hash, in the form of the `integrity` attribute. */
export async function matches(bytes: BufferSource, integrity: string): Promise<boolean> {
  const [name, expected] = integrity.split(/-(.*)/)
  const algorithm = algorithms[name as keyof typeof algorithms]
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
  return btoa(String.fromCharCode(...hash)) === expected
}
