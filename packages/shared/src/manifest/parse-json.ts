import { catalogNotJson, manifestNotJson } from '../errors.ts'
import { jsonErrorOffset } from './json-error-offset.ts'

/**
 * Reads a JSON text; `where` names it in the error.
 * Throws `MANIFEST_NOT_JSON` or `CATALOG_NOT_JSON`, with the line and column of the first mistake.
 */
export function parseJson(
  text: string,
  where: string,
  subject: 'manifest' | 'catalog' = 'manifest',
): unknown {
  // Some editors begin a file with a byte order mark, which JSON.parse refuses.
  const json = text.startsWith('\ufeff') ? text.slice(1) : text
  try {
    return JSON.parse(json)
  } catch (cause) {
    const notJson = subject === 'catalog' ? catalogNotJson : manifestNotJson
    throw notJson(where, reasonOf(json), cause)
  }
}

function reasonOf(text: string): string {
  if (text.trim() === '') return 'it is empty'
  if (/^\s*</.test(text)) return 'it begins with "<", as an HTML page does'
  const offset = jsonErrorOffset(text) ?? text.length
  const lines = text.slice(0, offset).split('\n')
  const position = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
  return offset === text.length
    ? `it ends too early, at ${position}`
    : `unexpected ${JSON.stringify(text[offset])} at ${position}`
}
