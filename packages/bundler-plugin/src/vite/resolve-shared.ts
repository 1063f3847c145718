import { dirname } from 'node:path'
import type { Plugin } from 'vite'
import { readModuleForm, reExportCode, requireCode } from '../discover/module-form.ts'
import {
  asCopy,
  copyOwner,
  fileOf,
  pluginsEnvironment,
  runtimePackage,
  virtualId,
  virtualName,
} from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/**
 * Leaves shared dependencies out of the plugins' chunks: an import becomes an external whose id is the
 * requirement (`react@^19.0.0`), which the page's linker resolves to the negotiated instance.
 */
export function resolveShared(workspace: WorkspaceHolder, shared: Iterable<string>): Plugin {
  const names = [...shared, runtimePackage].map((name) => name.replaceAll('.', '\\.'))
  return {
    name: 'mortise:resolve-shared',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    buildStart() {
      // `mortise dev --attach` builds one workspace again and again.
      const { shared, memory } = workspace.get()
      shared.clear()
      memory.turn()
    },
    resolveId: {
      order: 'pre',
      // A call into JavaScript for every import of 200 plugins costs more than all the rest.
      filter: { id: new RegExp(`^(?:${names.join('|')})(?:[/@]|$)|^\0mortise:provider:`) },
      async handler(source, importer, { kind }) {
        const { shared, packages } = workspace.get()
        if (virtualName('provider', source) !== undefined) return source
        if (importer === undefined) return undefined
        if (shared.uses.has(source)) return external(source)
        const provider = virtualName('provider', importer)
        if (provider !== undefined) {
          const from = `${shared.providers.get(provider)?.from}/noop.js`
          return this.resolve(source, from, { skipSelf: true })
        }
        const file = fileOf(importer)
        const owner = packages.ownerOf(file)
        if (shared.sharedPackage(source, owner) === undefined) return undefined
        const { use, newProvider } = shared.use(source, owner, dirname(file))
        if (newProvider) {
          const id = virtualId('provider', newProvider.chunk)
          this.emitFile({ type: 'chunk', id, name: newProvider.chunk })
        }
        // `kind` has this value for CommonJS importers only: Rolldown's own addition to the hook.
        if ((kind as string) !== 'require-call') return external(use.key)
        return asCopy(virtualId('shared-cjs', use.key), copyOwner(importer))
      },
    },
    load: {
      filter: { id: /^\0mortise:(?:provider|shared-cjs):/ },
      async handler(id) {
        const { shared } = workspace.get()
        const use = shared.uses.get(virtualName('shared-cjs', id) ?? '')
        const provider = shared.providers.get(virtualName('provider', id) ?? '')
        const { specifier } = use ?? provider ?? {}
        if (specifier === undefined) return undefined
        const from = `${use?.from ?? provider?.from}/noop.js`
        const resolved = await this.resolve(specifier, from, { skipSelf: true })
        if (!resolved) return undefined
        const form = readModuleForm(fileOf(resolved.id))
        return use ? requireCode(use.key, form) : reExportCode(specifier, form)
      },
    },
  }
}

const external = (id: string) => ({ id, external: true, moduleSideEffects: false }) as const
