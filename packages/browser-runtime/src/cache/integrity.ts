/** The hash of bytes, in the form of the `integrity` attribute. */
export async function integrityOf(
  bytes: Uint8Array<ArrayBuffer>,
  algorithm: 'SHA-256' | 'SHA-384' = 'SHA-384',
): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
  return `${algorithm.toLowerCase().replace('-', '')}-${btoa(String.fromCharCode(...hash))}`
}
