import type { KeptFile } from './entry.ts'
import { integrityOf } from './integrity.ts'

/** Files in one piece, in order. WebKit failed to store Blobs, so it is bytes. */
export function joinFiles(files: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(files.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const file of files) {
    joined.set(file, at)
    at += file.length
  }
  return joined
}

/** Bytes of each file by its hash, every hash checked; nothing where one does not match. */
export type CheckedFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

export async function takeApart(
  pack: Uint8Array<ArrayBuffer>,
  files: readonly KeptFile[],
): Promise<CheckedFiles | undefined> {
  const sizes = files.reduce((total, { size }) => total + size, 0)
  if (sizes !== pack.length) return undefined
  let at = 0
  const parts = files.map(({ integrity, size }) => {
    const bytes = pack.subarray(at, (at += size))
    return [integrity, bytes] as const
  })
  const hashes = await Promise.all(parts.map(([, bytes]) => integrityOf(bytes)))
  return hashes.every((hash, index) => hash === files[index]?.integrity)
    ? new Map(parts)
    : undefined
}
