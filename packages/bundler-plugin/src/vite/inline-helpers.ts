import { posix } from 'node:path'
import remapping, { type SourceMapInput } from '@jridgewell/remapping'
import MagicString from 'magic-string'
import { minifySync, type Rolldown } from 'vite'
import type { EsChunk } from '../factory/index.ts'
import { fileOfChunk } from './chunk-files.ts'

/** The logical name of the chunk that holds Rolldown's interop helpers. */
export const helpersChunk = 'shared/runtime'

/** Names and address of what may be the helpers' chunk: beside it, its folder is not in the address. */
const importsOfRuntime = /import\s*\{([^}]*)\}\s*from\s*["']([^"']*\/runtime\.js)["'];?/g

/**
 * The bundler's helpers are a chunk of their own as soon as two chunks need them. Each gets a copy of
 * those that it calls instead: pure functions, 60 to 330 bytes gzip, where a request costs 800.
 */
export function inlineHelpers(
  chunks: readonly Rolldown.OutputChunk[],
  folder: string,
  sourcemap: boolean,
): EsChunk[] {
  const file = fileOfChunk(folder, helpersChunk)
  const helpers = chunks.find(({ fileName }) => fileName === file)
  return chunks.flatMap((chunk) => {
    if (chunk === helpers) return []
    const { fileName: name, code } = chunk
    const map = sourcemap && chunk.map ? { map: chunk.map.toString() } : {}
    const imported = [...code.matchAll(importsOfRuntime)].find(
      ([, , address = '']) => posix.join(posix.dirname(name), address) === file,
    )
    if (!helpers || !imported) return { name, code, ...map }
    return { name, ...replace(code, imported, codeOf(helpers.code, imported[1] ?? ''), map) }
  })
}

/** A declaration of these names with no more of the helpers than they need. */
function codeOf(helpers: string, names: string) {
  const body = helpers.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
  // `{ a as b }` of an import is `{ a: b }` of a destructuring; of an export it is the other way round.
  const bindings = names.replaceAll(/([\w$]+)\s+as\s+([\w$]+)/g, '$1:$2')
  const wanted = new Set(names.split(',').map((name) => name.trim().replace(/\s+as\s.*$/, '')))
  const wrapped = body.replace(/export\s*\{([^}]*)\};?\s*$/, (_, exported: string) => {
    const given = exported.split(',').flatMap((entry) => {
      const [local = '', name = local] = entry.trim().split(/\s+as\s+/)
      return wanted.has(name) ? `${name}:${local}` : []
    })
    return `return{${given.join()}}`
  })
  const source = `export default(()=>{${wrapped}})()`
  const { code } = minifySync('helpers.js', source, { module: true })
  return `const{${bindings}}=${code
    .replace(/^export default\s*/, '')
    .trimEnd()
    .replace(/;$/, '')};`
}

function replace(
  code: string,
  { 0: statement, index }: RegExpExecArray,
  text: string,
  { map }: { readonly map?: SourceMapInput },
): Pick<EsChunk, 'code' | 'map'> {
  const edited = new MagicString(code).update(index, index + statement.length, text)
  if (!map) return { code: edited.toString() }
  const own = edited.generateDecodedMap({ hires: 'boundary' })
  return {
    code: edited.toString(),
    map: remapping([{ ...own, version: 3 }, map], () => null).toString(),
  }
}
