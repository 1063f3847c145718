import type { BuildManifest } from '@mortise/shared'

/** A file of a release, at its address. */
export interface ReleaseFile {
  readonly url: string
  /** Bytes. */
  readonly size: number
  readonly integrity?: string | undefined
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
  const at = (file: string, { size, integrity }: Omit<ReleaseFile, 'url'>) => ({
    url: new URL(file, url).href,
    size,
    integrity,
  })
  return [
    ...[...names].flatMap((name) => (chunks[name] ? at(chunks[name].file, chunks[name]) : [])),
    ...[...sheets].flatMap((sheet) => (styles[sheet] ? at(sheet, styles[sheet]) : [])),
  ]
}
