import type { Catalog } from '@mortise/shared'
import type { EnvironmentModuleNode, Plugin, ViteDevServer } from 'vite'
import { checkContributions } from '../describe/check-contributions.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
import { warningOf } from '../errors.ts'
import { describeSources } from './describe-sources.ts'
import { createEditedManifests, type EditedManifests } from './edited-manifests.ts'
import { followManifests } from './follow-manifests.ts'
import { isStyle } from './module-id.ts'
import { entryId } from './resolve-entries.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

/**
 * Serves in development what a build emits: the catalog, a build manifest per plugin (its executor is
 * native ES modules), and the plugins' modules, which are Vite's own business.
 */
export function servePlugins(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:serve-plugins',
    apply: 'serve',
    configureServer(server) {
      const { base } = server.config
      const manifests = createEditedManifests(server.config)
      server.middlewares.use((request, response, next) => {
        const [path = '', query] = request.url?.split(/[?#]/) ?? []
        const time = new URLSearchParams(query).get('t')
        const served = { path: path.slice(base.length), time }
        const answer = answerTo(served, server, workspace.get(), manifests)
        if (answer === undefined) return next()
        response.setHeader('content-type', 'application/json')
        response.setHeader('cache-control', 'no-cache')
        response.end(JSON.stringify(answer))
      })
      followManifests(server, workspace, manifests)
    },
  }
}

function answerTo(
  { path, time }: { readonly path: string; readonly time: string | null },
  server: ViteDevServer,
  workspace: Workspace,
  manifests: EditedManifests,
) {
  if (path === workspace.options.catalog) {
    return serveCatalog(server, workspace, manifests)
  }
  const [, id, what] = /^@mortise\/([^/]+)\/(manifest\.json|styles)$/.exec(path) ?? []
  const plugin = workspace.plugins.find((candidate) => candidate.id === id)
  if (!plugin) return undefined
  return what === 'styles' ? stylesOf(plugin, server) : manifests.answer(plugin, time)
}

/** As its author wrote it: the page says what is wrong, and the terminal where. */
function serveCatalog(
  { config }: ViteDevServer,
  workspace: Workspace,
  { site }: EditedManifests,
): Catalog {
  const { catalog } = describeSources(workspace, site)
  const { plugins, extensionPoints } = workspace
  for (const warning of checkContributions(catalog, plugins, extensionPoints).warnings) {
    config.logger.warnOnce(warningOf(warning).message)
  }
  return catalog
}

/** Ids of the style elements (`data-vite-dev-id`) that the plugin's modules have put on the page so far. */
function stylesOf(plugin: PluginSource, { environments }: ViteDevServer): string[] {
  const styles: string[] = []
  const seen = new Set<EnvironmentModuleNode>()
  const open = [environments.client.moduleGraph.getModuleById(entryId(plugin.id))]
  for (let module = open.pop(); module; module = open.pop()) {
    if (seen.has(module)) continue
    seen.add(module)
    if (module.id && isStyle(module.id)) styles.push(module.id)
    open.push(...module.importedModules)
  }
  return styles
}
