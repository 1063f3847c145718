import type { Plugin } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import { asCopy, copyOwner, pluginsEnvironment, virtualName, withoutCopy } from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** Whether a plugin's modules may be in chunks that other plugins use too. */
export function isSharing({ manifest }: PluginSource): boolean {
  const { enabled, sharedDependencies } = manifest.loading.codeSplitting
  return enabled && sharedDependencies.enabled
}

const copied = /\.(?:[cm]?[jt]sx?|css|less|s[ac]ss|styl|json)$/

/**
 * A module can only be in one chunk. A plugin that shares nothing (`codeSplitting.enabled: false` or
 * `sharedDependencies.enabled: false`) therefore gets copies of its modules, told apart by a query.
 */
export function resolveCopies(workspace: WorkspaceHolder): Plugin {
  const ownerOf = (importer: string) => {
    const entry = virtualName('entry', importer)
    if (entry === undefined) return copyOwner(importer)
    const plugin = workspace.get().plugins.find(({ id }) => id === entry)
    return plugin && isSharing(plugin) ? undefined : entry
  }
  return {
    name: 'mortise:resolve-copies',
    apply: 'build',
    enforce: 'pre',
    // Left out altogether where no plugin asks for it: this hook is called for every import.
    applyToEnvironment: ({ name }) =>
      name === pluginsEnvironment && workspace.get().plugins.some((plugin) => !isSharing(plugin)),
    async resolveId(source, importer, options) {
      const owner = importer === undefined ? undefined : ownerOf(importer)
      if (importer === undefined || owner === undefined) return undefined
      const original = withoutCopy(importer)
      const resolved = await this.resolve(source, original, { ...options, skipSelf: true })
      if (!resolved || resolved.external || !copied.test(resolved.id)) return resolved
      return { ...resolved, id: asCopy(resolved.id, owner) }
    },
  }
}
