import type { BuiltChunk } from '@mortise/shared'

/** How the build ends every chunk: with its one call. */
const end = ');'

/**
 * A chunk's own text out of the text of a pack, where that has it: byte for byte its file, but for the
 * id that the pack adds to its call. Chunks are ASCII, so sizes count characters too. Whoever takes the
 * text compares its hash.
 */
export function chunkOfPack(pack: string, { id, size }: Pick<BuiltChunk, 'id' | 'size'>) {
  const at = pack.indexOf(`,"${id}"${end}`)
  const from = at - (size - end.length)
  return at < 0 || from < 0 ? undefined : pack.slice(from, at) + end
}
