import type { Plugin } from 'vite'
import { fileOf, pluginsEnvironment } from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

const marker = '?mortise-module'

/**
 * Makes ES modules of the parts of `semver` that a page fetches when it plans for itself. They are the
 * only CommonJS of the runtime: with them the bundler's helpers for CommonJS, which React needs in the
 * host's entry, would be a chunk, and so a request, of their own. An app's own `semver` stays as it is.
 */
export function semverModules(workspace: WorkspaceHolder): Plugin {
  const isOurs = (importer: string) =>
    workspace.get().packages.ownerOf(fileOf(importer))?.json.name === '@mortise/shared'
  return {
    name: 'mortise:semver-modules',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name !== pluginsEnvironment,
    resolveId: {
      filter: { id: /^semver\// },
      async handler(source, importer, options) {
        if (importer === undefined || !isOurs(importer)) return undefined
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
        return resolved && { ...resolved, id: resolved.id + marker }
      },
    },
    transform: {
      filter: { id: /\?mortise-module$/ },
      handler: (code) => toModule(code),
    },
  }
}

/** Rewrites the few forms that `semver` is written in; a file with any other stays CommonJS. */
function toModule(code: string) {
  let count = 0
  const imports: string[] = []
  const body = code
    .replaceAll(/const\s+(\w+|\{[^}]*\})\s*=\s*require\('([^']+)'\)/g, (_, target, source) => {
      const name = /^\w+$/.test(target) ? target : `required${count++}`
      imports.push(`import ${name} from '${source}${marker}'`)
      return name === target ? '' : `const ${target} = ${name}`
    })
    .replace('exports = module.exports = {}', 'const exports = {}\nexport default exports')
    .replace('module.exports = ', 'export default ')
  if (/\b(?:require\(|module\.)/.test(body)) return undefined
  return { code: `${imports.join('\n')}\n${body}`, map: null }
}
