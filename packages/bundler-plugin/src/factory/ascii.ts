import type { Span } from 'oxc-parser'
import type { Edit } from './edits.ts'
import type { ChunkComment } from './parse-chunk.ts'

const nonAscii = /[^\x00-\x7f]+/g
const lineSeparators = /^[\u2028\u2029]/

export const isAscii = (text: string) => text.search(nonAscii) < 0

/** A string literal in ASCII. */
export function asciiString(text: string): string {
  return JSON.stringify(text).replaceAll(nonAscii, escapeUnits)
}

/** An identifier in ASCII. */
export function asciiIdentifier(name: string): string {
  return name.replaceAll(nonAscii, escapeCodePoints)
}

/**
 * Edits that write all text in ASCII. One character beyond Latin-1 makes the engine keep the whole
 * source text in two bytes a character.
 *
 * Strings and templates keep their value and patterns what they match, but `RegExp#source` and
 * `Function#toString` show the escapes.
 */
export function asciiEdits(
  code: string,
  literals: readonly Span[],
  comments: readonly ChunkComment[],
): Edit[] {
  if (isAscii(code)) return []
  const regions = [
    ...literals.map(({ start, end }) => ({ start, end, write: inLiteral })),
    ...comments.map(({ start, end }) => ({ start, end, write: inComment })),
  ].sort((a, b) => a.start - b.start)
  let next = 0
  return Array.from(code.matchAll(nonAscii), ({ 0: text, index }) => {
    while (next < regions.length && (regions[next]?.end ?? 0) <= index) next += 1
    const region = regions[next]
    const write = region && region.start <= index ? region.write : inCode
    return write(text, index, code)
  })
}

type Write = (text: string, start: number, code: string) => Edit

const inCode: Write = (text, start) => ({
  start,
  end: start + text.length,
  text: text.replaceAll(/./gsu, (char) => {
    if (lineSeparators.test(char)) return '\n'
    return /\s/.test(char) ? ' ' : escapeCodePoints(char)
  }),
})

const inComment: Write = (text, start) => ({
  start,
  end: start + text.length,
  text: text.replaceAll(/./gs, (char) => (lineSeparators.test(char) ? '\n' : escapeUnits(char))),
})

/** A backslash before the text escapes its first character to itself, or continues the line. */
const inLiteral: Write = (text, start, code) => {
  const end = start + text.length
  const backslashes = /\\*$/.exec(code.slice(Math.max(0, start - 64), start))?.[0].length ?? 0
  if (backslashes % 2 === 0) return { start, end, text: escapeUnits(text) }
  const rest = lineSeparators.test(text) ? text.slice(1) : text
  return { start: start - 1, end, text: escapeUnits(rest) }
}

const hex = (code: number, width: number) => code.toString(16).padStart(width, '0')

function escapeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, i) => `\\u${hex(text.charCodeAt(i), 4)}`).join('')
}

/** In identifiers a character beyond the basic plane cannot be written as two code units. */
function escapeCodePoints(text: string): string {
  return Array.from(text, (char) => {
    const point = char.codePointAt(0) ?? 0
    return point > 0xffff ? `\\u{${hex(point, 1)}}` : `\\u${hex(point, 4)}`
  }).join('')
}
