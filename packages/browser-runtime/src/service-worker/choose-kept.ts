/** A file beyond what a start needs. */
export interface UsedFile {
  readonly url: string
  /** Bytes. */
  readonly size: number
}

/** How many of the files that were used last fit into a number of bytes. `files` has the last one last. */
export function chooseKept(files: readonly UsedFile[], room: number): Set<string> {
  let left = room
  const kept = new Set<string>()
  for (const { url, size } of files.toReversed()) {
    left -= size
    if (left < 0) break
    kept.add(url)
  }
  return kept
}
