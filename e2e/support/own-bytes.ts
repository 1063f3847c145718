import { SourceMap, type SourceMapPayload } from 'node:module'

/** Mortise's own modules, and the libraries that only it brings. */
const ours = /packages\/(browser-runtime|shared)\/|node_modules\/(semver|zod)\/|mortise/

/**
 * The part of a bundled script that comes from Mortise, by its source map. A character belongs to
 * the source of the last mapping before it.
 */
export function ownCode(code: string, map: SourceMapPayload): string {
  const sourceMap = new SourceMap(map)
  return code
    .split('\n')
    .map((line, row) => ownPart(line, row, sourceMap))
    .join('')
}

function ownPart(line: string, row: number, map: SourceMap) {
  return [...line]
    .filter((_, column) => {
      const entry = map.findEntry(row, column)
      return 'originalSource' in entry && ours.test(entry.originalSource)
    })
    .join('')
}

/** What the build wrote into the page itself: inline scripts, and the boot script's data. */
export function inlineCode(html: string): string {
  const inline = [...html.matchAll(/<script[^>]*>([^<]+)<\/script>/g)].map(([, text]) => text)
  const data = [...html.matchAll(/ data-routes="([^"]*)"/g)].map(([, text]) => text)
  return [...inline, ...data].join('')
}
