import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ViteDevServer } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import type { EditedManifests } from './edited-manifests.ts'
import { loadConfig } from './load-config.ts'
import { extensionPointsId, hostBuildId } from './module-id.ts'
import { hostCode } from './provide-shared.ts'
import { entryId } from './resolve-entries.ts'
import { stateOf, watcherThrottle } from './settle-writes.ts'
import { manifestsMessage, renewMessage } from './tell-edits.ts'
import type { WorkspaceHolder } from './workspace.ts'

/**
 * A manifest that changes, comes or goes is a new workspace: read it again and tell the pages, which
 * take over what differs. What changes the host's own code reloads them.
 */
export function followManifests(
  server: ViteDevServer,
  workspace: WorkspaceHolder,
  manifests: EditedManifests,
): void {
  const { root, plugins, options } = workspace.get()
  const { extensionPoints } = options
  const points = typeof extensionPoints === 'string' ? resolve(root, extensionPoints) : ''
  const { hot } = server.environments.client
  // One after the other: the slow answer to an earlier save must not come after a later one's.
  let reading = Promise.resolve()

  async function reopen(file: string) {
    const before = workspace.get()
    try {
      const now = await workspace.open(root, loadConfig)
      const changes = manifests.renew(before.plugins, now.plugins)
      for (const plugin of now.plugins)
        if (changes.changed.includes(plugin.id)) renew(server, plugin)
      if (hostCode(before) === hostCode(now)) {
        hot.send(manifestsMessage, changes)
        return
      }
      forget(server, [hostBuildId, extensionPointsId])
      hot.send({ type: 'full-reload' })
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      hot.send({ type: 'error', err: { message, stack, id: file, plugin: 'mortise' } })
    }
  }

  server.watcher.add([
    ...plugins.map(({ manifestFile }) => manifestFile),
    ...(points ? [points] : []),
  ])
  server.watcher.on('all', async (_event, file) => {
    const isManifest = /[\\/]plugin\.(?:json|config\.[mc]?[jt]s)$/.test(file)
    if (!isManifest && file !== points) return
    const seen = await stateOf(file)
    reading = reading.then(() => reopen(file))
    await delay(watcherThrottle)
    if ((await stateOf(file)) !== seen) reading = reading.then(() => reopen(file))
  })
  hot.on(renewMessage, ({ plugin: id }: { plugin: string }, client) => {
    const plugin = workspace.get().plugins.find((candidate) => candidate.id === id)
    if (!plugin) return
    manifests.renewEntry(plugin)
    client.send(manifestsMessage, { added: [], changed: [id], removed: [] })
  })
}

/**
 * What features there are, and whether they come with it, stands in the manifest. The plugin's own
 * entry is evaluated anew, as after an edit of that.
 */
function renew({ environments }: ViteDevServer, { id, entry }: PluginSource) {
  const { moduleGraph } = environments.client
  const own = moduleGraph.getModuleById(entryId(id))
  for (const module of [own, ...(moduleGraph.getModulesByFile(entry) ?? [])]) {
    if (module) moduleGraph.invalidateModule(module, new Set(), Date.now(), true)
  }
}

/** What Vite made of virtual modules, which tell of the workspace as it was. */
function forget({ environments }: ViteDevServer, ids: readonly string[]) {
  const { moduleGraph } = environments.client
  for (const id of ids) {
    const module = moduleGraph.getModuleById(id)
    if (module) moduleGraph.invalidateModule(module)
  }
}
