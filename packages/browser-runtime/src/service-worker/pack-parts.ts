import type { PackTable } from '@mortise/shared'

/** How the build ends every chunk: with its one call. */
const end = ');'

/** The parts of a pack's text by the ids of their chunks, as far as they are what the table says. */
export function partsOf(text: string, { parts }: PackTable): Map<string, string> {
  const found = new Map<string, string>()
  let from = 0
  for (const [id, length] of parts) {
    const part = text.slice(from, (from += length))
    if (part.endsWith(ending(id))) found.set(id, part)
  }
  return found
}

/** A chunk's own file as a part of a pack: with its id, and without the address of its source map. */
export function partOf(chunk: string, id: string): string {
  const script = chunk.replace(/\n\/\/# sourceMappingURL=\S*\n$/, '')
  return script.slice(0, -end.length) + ending(id)
}

const ending = (id: string) => `,"${id}"${end}\n`

/**
 * Which chunks of a pack have to be fetched, or `undefined` when they are so much of it that the pack
 * itself is less trouble.
 */
export function missingFrom(
  { parts }: PackTable,
  known: ReadonlyMap<string, string>,
): PackTable['parts'] | undefined {
  const missing = parts.filter(([id]) => !known.has(id))
  return sizeOf(missing) * 2 > sizeOf(parts) ? undefined : missing
}

const sizeOf = (parts: PackTable['parts']) => parts.reduce((sum, [, length]) => sum + length, 0)

/** The text of a pack whose parts are all known. */
export function joinParts({ parts, tail }: PackTable, known: ReadonlyMap<string, string>): string {
  return parts.map(([id]) => known.get(id) ?? '').join('') + tail
}
