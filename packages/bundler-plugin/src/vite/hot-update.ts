import { existsSync } from 'node:fs'
import picomatch from 'picomatch'
import type { EnvironmentModuleNode, Plugin, ViteDevServer } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import { editedMessage, takesEdits, type Edited } from './accept-edits.ts'
import { virtualName } from './module-id.ts'
import { reachedBy } from './reached-by.ts'
import { settleWrites, untilWritten } from './settle-writes.ts'
import type { WorkspaceHolder } from './workspace.ts'

/**
 * Decides what an edit of a plugin's file does in the page: nothing, where the manifest's patterns say
 * so; else what Vite makes of it, and the page learns which features it reached. Where the page has to
 * reload, the terminal names the key that would spare it that.
 */
export function hotUpdate(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:hot-update',
    apply: 'serve',
    configureServer(server) {
      settleWrites(server, workspace)
      const { hot, moduleGraph } = server.environments.client
      // Fast Refresh gives an edit back that it cannot take: what that means for views, the entry sees.
      hot.on('vite:invalidate', ({ path }: { path: string }) => {
        const { importers = [] } = moduleGraph.urlToModuleMap.get(path) ?? {}
        for (const { plugin } of reachedBy(importers, workspace.get().plugins)) {
          if (!takesEdits(plugin)) tellReload(plugin, server)
        }
      })
    },
    hotUpdate: {
      order: 'pre',
      async handler({ type, file, modules, server }) {
        if (this.environment.name !== 'client') return undefined
        const owner = ownerOf(file, workspace.get().plugins)
        if (type === 'delete' && isMissedByNobody(modules, owner, workspace)) return []
        if (owner) await untilWritten(file)
        if (owner && takesEdits(owner)) {
          const wish = wishFor(file, owner)
          if (wish === 'ignore') return []
          const entry = this.environment.moduleGraph.getModulesByFile(owner.entry)
          // Not a module, but something that the plugin reads: its entry counts as edited.
          if (wish === 'reload' && !modules.length && entry) return [...entry]
        }
        announce(modules, server, workspace)
        return undefined
      },
    },
  }
}

function ownerOf(file: string, plugins: readonly PluginSource[]) {
  return plugins.find(({ folder }) => file.startsWith(`${folder}/`))
}

/** Went with its plugin, which the page is told of, or nothing imports it any more. */
function isMissedByNobody(
  modules: readonly EnvironmentModuleNode[],
  owner: PluginSource | undefined,
  workspace: WorkspaceHolder,
) {
  if (owner && !existsSync(owner.manifestFile)) return true
  const { plugins } = workspace.get()
  const isGone = ({ id }: EnvironmentModuleNode) => {
    const name = virtualName('entry', id ?? '')
    return name !== undefined && plugins.every((plugin) => plugin.id !== name)
  }
  const importers = new Set(modules.flatMap((module) => [...module.importers]))
  // A set grows while it is walked.
  for (const module of importers) for (const importer of module.importers) importers.add(importer)
  // What the host does not import, Vite knows better.
  if (!owner && !importers.size) return false
  return [...importers].every((module) => isGone(module) || module.importers.size)
}

/** What the manifest's patterns, relative to the plugin's folder, want of an edit of this file. */
function wishFor(
  file: string,
  { folder, manifest }: PluginSource,
): 'ignore' | 'reload' | undefined {
  const { watchPatterns, ignorePatterns = [] } = manifest.loading.hotReload
  const path = file.slice(folder.length + 1)
  const matches = (patterns: readonly string[]) => picomatch([...patterns], { dot: true })(path)
  if (ignorePatterns.length && matches(ignorePatterns)) return 'ignore'
  if (!watchPatterns) return undefined
  return matches(watchPatterns) ? 'reload' : 'ignore'
}

function announce(
  modules: Iterable<EnvironmentModuleNode>,
  server: ViteDevServer,
  workspace: WorkspaceHolder,
) {
  const { hot } = server.environments.client
  for (const { plugin, features } of reachedBy(modules, workspace.get().plugins)) {
    if (takesEdits(plugin)) {
      hot.send(editedMessage, { plugin: plugin.id, features } satisfies Edited)
    } else tellReload(plugin, server)
  }
}

function tellReload({ id, manifest }: PluginSource, { config }: ViteDevServer) {
  const key = manifest.loading.hotReload.enabled
    ? '"loading.hotReload.environment": "development"'
    : '"loading.hotReload.enabled": true'
  config.logger.info(
    `mortise: the page reloads for an edit of plugin "${id}". With ${key} in its manifest the plugin alone would.`,
    { timestamp: true },
  )
}
