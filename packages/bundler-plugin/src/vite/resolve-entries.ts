import type { Plugin } from 'vite'
import { featureLoading } from '../plan/feature-loading.ts'
import { bundledEntryCode, entryCode, serializerCode } from './entries.ts'
import { virtualId, virtualName } from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** Gives every plugin the module that its build, or its loading in development, starts from. */
export function resolveEntries(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:resolve-entries',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      filter: { id: /mortise:entry:/ },
      handler: (source) => (virtualName('entry', source) === undefined ? undefined : source),
    },
    load: {
      filter: { id: /mortise:entry:/ },
      handler(id) {
        const name = virtualName('entry', id)
        const plugin = workspace.get().plugins.find((candidate) => candidate.id === name)
        if (!plugin) return undefined
        const isBundled = featureLoading(plugin.manifest.loading) === 'bundled'
        const isServed = this.environment.mode === 'dev'
        const code = isServed && isBundled ? bundledEntryCode(plugin) : entryCode(plugin)
        return code + serializerCode(plugin)
      },
    },
  }
}

/** Id of the module that a plugin starts from. */
export const entryId = (plugin: string) => virtualId('entry', plugin)
