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

/**
 * Inline scripts that the build wrote into the page. The boot script's data are not code: like the
 * preload links beside them, they are addresses and hashes out of the build manifests.
 */
export function inlineCode(html: string): string {
  return [...html.matchAll(/<script[^>]*>([^<]+)<\/script>/g)].map(([, text]) => text).join('')
}
