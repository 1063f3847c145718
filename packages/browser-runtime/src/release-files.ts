import type { BuildManifest, BuiltChunk } from '@mortise/shared'

/** A file of a release, at its address. */
export interface ReleaseFile {
  readonly url: string
  /** Bytes. */
  readonly size: number
  readonly integrity?: string | undefined
  /** The chunk's id, and the file in which it comes with others. */
  readonly packed?: { readonly id: string; readonly url: string } | undefined
}

/**
 * All files of a release, also those of features that nobody has opened: a release that is kept is
 * whole. Fallback providers only where the page uses them.
 */
export function releaseFiles(
  { chunks, styles, provides = {} }: BuildManifest,
  url: string,
  isProvider: boolean,
): readonly ReleaseFile[] {
  const closure = (name: string) => [...(chunks[name]?.deps ?? []), name]
  const all = Object.keys(chunks)
  const provided = new Set(Object.values(provides).flatMap(({ chunk }) => closure(chunk)))
  const own = all.filter((name) => isProvider || !provided.has(name))
  const names = new Set(own.flatMap(closure))
  const sheets = new Set([...names].flatMap((name) => chunks[name]?.styles ?? []))
  const resolve = (file: string) => new URL(file, url).href
  const chunkAt = ({ file, id, size, integrity, pack }: BuiltChunk): ReleaseFile => ({
    url: resolve(file),
    size,
    integrity,
    ...(pack && { packed: { id, url: resolve(pack.file) } }),
  })
  return [
    ...[...names].flatMap((name) => (chunks[name] ? chunkAt(chunks[name]) : [])),
    ...[...sheets].flatMap((sheet) => {
      const { size, integrity } = styles[sheet] ?? {}
      return size === undefined ? [] : { url: resolve(sheet), size, integrity }
    }),
  ]
}
