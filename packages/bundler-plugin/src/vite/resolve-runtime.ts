import type { Plugin } from 'vite'
import {
  pluginsEnvironment,
  asCopy,
  definePluginSpecifier,
  fileOf,
  runtimePackage,
  virtualId,
  virtualName,
} from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/**
 * What plugins import from the runtime is the host's own instance, a shared dependency. All but
 * `definePlugin`: nearly every plugin calls it, it is one line, and with a copy of it a plugin runs on
 * any version of the runtime. A copy each, too: a chunk for all of them would cost every start a request.
 */
export function resolveRuntime(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:resolve-runtime',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    resolveId: {
      order: 'pre',
      filter: { id: [runtimePackage, definePluginSpecifier].map((id) => new RegExp(`^${id}$`)) },
      async handler(source, importer, options) {
        if (importer === undefined) return undefined
        const owner = virtualName('runtime', importer)
        if (owner !== undefined && source === definePluginSpecifier) {
          const from = `${workspace.get().root}/noop.js`
          const resolved = await this.resolve(source, from, { ...options, skipSelf: true })
          return resolved && { ...resolved, id: asCopy(resolved.id, owner) }
        }
        if (source === definePluginSpecifier) return undefined
        const file = fileOf(importer)
        const plugin = workspace.get().plugins.find(({ folder }) => file.startsWith(`${folder}/`))
        // Code outside of any plugin's folder is common to several.
        return plugin && virtualId('runtime', plugin.id)
      },
    },
    load: {
      filter: { id: /^\0mortise:runtime:/ },
      handler(id) {
        const { shared, packages, plugins } = workspace.get()
        const plugin = plugins.find((candidate) => candidate.id === virtualName('runtime', id))
        if (!plugin) return undefined
        const owner = packages.ownerOf(plugin.manifestFile)
        const { use } = shared.use(runtimePackage, owner, plugin.folder)
        return {
          code: [
            `export { definePlugin } from '${definePluginSpecifier}'\n`,
            `export * from ${JSON.stringify(use.key)}\n`,
          ].join(''),
          moduleSideEffects: false,
        }
      },
    },
  }
}
