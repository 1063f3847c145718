import { parse } from 'meriyah'
import { parseSync, type Program } from 'oxc-parser'
import { chunkSyntax } from './errors.ts'

export interface ChunkComment {
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface ParsedChunk {
  readonly program: Program
  readonly comments: readonly ChunkComment[]
}

/**
 * The syntax tree of a chunk (ESTree). oxc's reaches JavaScript as JSON, whose parsing took longer than
 * all the rest of the factory pass together; meriyah builds the same tree here, in a quarter of the
 * time. What meriyah does not know yet (pattern modifiers, tomorrow's syntax) oxc reads; it also
 * words the error. Throws `CHUNK_SYNTAX`.
 */
export function parseChunk(file: string, code: string): ParsedChunk {
  return parseFast(code) ?? parseAll(file, code)
}

function parseFast(code: string): ParsedChunk | undefined {
  const comments: ChunkComment[] = []
  try {
    const program = parse(code, {
      module: true,
      next: true,
      ranges: true,
      onComment: (_type, value, start, end) => void comments.push({ value, start, end }),
    })
    // Both follow ESTree; the types of meriyah's nodes only have other names.
    return { program: program as unknown as Program, comments }
  } catch {
    return undefined
  }
}

function parseAll(file: string, code: string): ParsedChunk {
  const { program, comments, errors } = parseSync(file, code, {
    lang: 'js',
    sourceType: 'module',
    preserveParens: false,
  })
  const [error] = errors
  if (error) throw chunkSyntax(file, error.message)
  return { program, comments }
}
