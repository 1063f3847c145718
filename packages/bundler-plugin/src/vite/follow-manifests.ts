import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ViteDevServer } from 'vite'
import { loadConfig } from './load-config.ts'
import { extensionPointsId, hostBuildId } from './module-id.ts'
import { entryId } from './resolve-entries.ts'
import { stateOf, watcherThrottle } from './settle-writes.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** A manifest that changes, comes or goes is a new workspace: read it again and reload the page. */
export function followManifests(server: ViteDevServer, workspace: WorkspaceHolder): void {
  const { root, plugins, options } = workspace.get()
  const { extensionPoints } = options
  const points = typeof extensionPoints === 'string' ? resolve(root, extensionPoints) : ''
  const { hot, moduleGraph } = server.environments.client
  // One after the other: the slow answer to an earlier save must not come after a later one's.
  let reading = Promise.resolve()

  async function reopen(file: string) {
    try {
      const { plugins: current } = await workspace.open(root, loadConfig)
      for (const { id } of current) {
        const entry = moduleGraph.getModuleById(entryId(id))
        // What features there are, and whether they come with it, stands in the manifest.
        if (entry) moduleGraph.invalidateModule(entry)
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
}

/** What Vite made of virtual modules, which tell of the workspace as it was. */
function forget({ environments }: ViteDevServer, ids: readonly string[]) {
  const { moduleGraph } = environments.client
  for (const id of ids) {
    const module = moduleGraph.getModuleById(id)
    if (module) moduleGraph.invalidateModule(module)
  }
}
