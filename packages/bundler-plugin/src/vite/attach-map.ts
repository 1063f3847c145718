import { posix } from 'node:path'
import { shortHash } from '../describe/content-hash.ts'

/** Vite's `build.sourcemap`. */
export type SourceMapMode = boolean | 'inline' | 'hidden'

/**
 * The code with its source map, or with the address of that, which is added to `maps` (file to map).
 * `path` is the code's in the output folder, without hash and ending.
 */
export function attachMap(
  code: string,
  map: string,
  path: string,
  mode: SourceMapMode,
  maps: Map<string, string>,
): string {
  if (!mode) return code
  if (mode === 'inline') {
    const data = Buffer.from(map).toString('base64')
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${data}\n`
  }
  // Named by the code without the comment: the chunk's own id covers the comment too.
  const file = `${path}-${shortHash(code)}.js.map`
  maps.set(file, map)
  return mode === 'hidden' ? code : `${code}\n//# sourceMappingURL=${posix.basename(file)}\n`
}
