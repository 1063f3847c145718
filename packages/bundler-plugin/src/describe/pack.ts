import { posix } from 'node:path'
import type { PackTable } from '@mortise/shared'
import { integrityOf, shortHashOf } from './content-hash.ts'
import type { FinalChunk } from './final-chunk.ts'

/** Several chunks in one file. */
export interface Pack {
  readonly chunks: readonly FinalChunk[]
  /** Path in the output folder. */
  readonly file: string
  readonly code: string
  readonly integrity: string
}

/** A pack's file: `code` may have been given the address of its source map. */
export function finalizePack(path: string, code: string, chunks: readonly FinalChunk[]): Pack {
  const integrity = integrityOf(code)
  return { chunks, file: `${path}-${shortHashOf(integrity)}.js`, code, integrity }
}

/**
 * The scripts of chunks, one after the other, as one script that registers them all. Each call says
 * which chunk it is, and but for that a part is the chunk's own file, byte for byte, without the
 * address of its source map: whoever has the chunks can compose the pack, and the reverse.
 */
export function packText(chunks: readonly FinalChunk[]): string {
  return chunks.map(partOf).join('')
}

const partOf = (chunk: FinalChunk) =>
  `${scriptOf(chunk).slice(0, -end.length)},"${chunk.id}"${end}\n`

/** How the factory pass ends every script: with its one call. */
const end = ');'

const scriptOf = ({ code }: FinalChunk) => code.replace(/\n\/\/# sourceMappingURL=\S*\n$/, '')

/** The pack's source map: an index of its chunks' own ones, by chunk name. */
export function packMap(
  path: string,
  chunks: readonly FinalChunk[],
  maps: ReadonlyMap<string, string>,
): string | undefined {
  let line = 0
  const sections = chunks.flatMap((chunk) => {
    const map = maps.get(chunk.name)
    const offset = { line, column: 0 }
    line += scriptOf(chunk).split('\n').length
    return map ? [{ offset, map: moved(JSON.parse(map), chunk.file, path) }] : []
  })
  if (sections.length === 0) return undefined
  return JSON.stringify({ version: 3, file: `${posix.basename(path)}.js`, sections })
}

/** A chunk's source map, with addresses of sources that are relative to the pack. */
function moved(map: { sources: readonly string[] }, from: string, to: string) {
  const folder = posix.dirname(to)
  const sources = map.sources.map((source) =>
    /^(\w[\w+.-]*:|\/|\0)/.test(source)
      ? source
      : posix.relative(folder, posix.join(posix.dirname(from), source)),
  )
  return { ...map, sources }
}

/** What stands where in a pack, and where its table lies: beside it, under the same name. */
export function packTable({ chunks, file, code, integrity }: Pack): {
  file: string
  table: PackTable
} {
  const folder = posix.dirname(file)
  const parts = chunks.map(
    (chunk) => [chunk.id, partOf(chunk).length, posix.relative(folder, chunk.address)] as const,
  )
  const tail = code.slice(parts.reduce((sum, [, length]) => sum + length, 0))
  return { file: file.replace(/js$/, 'json'), table: { integrity, parts, tail } }
}
