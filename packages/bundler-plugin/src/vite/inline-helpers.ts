import type { Rolldown } from 'vite'

/** The logical name of the chunk that holds Rolldown's interop helpers. */
export const helpersChunk = 'shared/runtime'

/**
 * The bundler's helpers are a chunk of their own as soon as two chunks need them. A plugin that asked
 * for one chunk gets its copy of them instead: pure functions, less than half a KB.
 */
export function inlineHelpers(chunk: Rolldown.OutputChunk, helpers: Rolldown.OutputChunk): string {
  const imported = new RegExp(
    `import\\s*\\{([^}]*)\\}\\s*from\\s*["'][^"']*/${helpersChunk}\\.js["'];?`,
  ).exec(chunk.code)
  if (!imported) return chunk.code
  // `{ a as b }` of an import is `{ a: b }` of a destructuring; of an export it is the other way round.
  const bindings = (imported[1] ?? '').replaceAll(/([\w$]+)\s+as\s+([\w$]+)/g, '$1:$2')
  const body = helpers.code
    .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
    .replace(/export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
      return `return{${names.replaceAll(/([\w$]+)\s+as\s+([\w$]+)/g, '$2:$1')}}`
    })
  // On the line of the import, so that the source map goes on being right for what follows it.
  return chunk.code.replace(
    imported[0],
    `const{${bindings}}=(()=>{${body.replaceAll('\n', ' ')}})();`,
  )
}
