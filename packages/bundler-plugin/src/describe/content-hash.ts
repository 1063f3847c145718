import { createHash } from 'node:crypto'

/** Subresource integrity of some bytes: `sha384-<base64>`. */
export function integrityOf(bytes: string | Uint8Array, algorithm: 'sha256' | 'sha384' = 'sha384') {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
}

/** Ten characters of a hash, safe in file names. */
export function shortHash(bytes: string | Uint8Array): string {
  return createHash('sha384').update(bytes).digest('base64url').slice(0, 10)
}

/** The short hash of the same bytes, out of their sha384 integrity: no second pass over them. */
export function shortHashOf(integrity: string): string {
  return integrity
    .slice('sha384-'.length, 'sha384-'.length + 10)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
