import type { BuildManifest, Catalog } from '@mortise/shared'
import type { EnvironmentModuleNode, Plugin, ViteDevServer } from 'vite'
import { describeCatalog } from '../describe/describe-catalog.ts'
import type { BuiltPlugin } from '../describe/describe-catalog.ts'
import type { PluginSource } from '../discover/plugin-source.ts'
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
      server.middlewares.use((request, response, next) => {
        const path = request.url?.replace(/[?#].*$/, '') ?? ''
        const answer = answerTo(path.slice(base.length), server, workspace.get())
        if (answer === undefined) return next()
        response.setHeader('content-type', 'application/json')
        response.setHeader('cache-control', 'no-cache')
        response.end(JSON.stringify(answer))
      })
      followManifests(server, workspace)
    },
  }
}

function answerTo(path: string, server: ViteDevServer, workspace: Workspace) {
  if (path === workspace.options.catalog) return serveCatalog(server.config.base, workspace)
  const [, id, what] = /^@mortise\/([^/]+)\/(manifest\.json|styles)$/.exec(path) ?? []
  const plugin = workspace.plugins.find((candidate) => candidate.id === id)
  if (!plugin) return undefined
  return what === 'styles' ? stylesOf(plugin, server) : serveManifest(plugin, server.config.base)
}

function serveManifest(plugin: PluginSource, base: string): BuildManifest {
  return {
    format: 1,
    id: plugin.id,
    version: plugin.manifest.version,
    release: 'development',
    executor: 'esm',
    entry: `${base}@id/${entryId(plugin.id).replace('\0', '__x00__')}`,
    features: Object.fromEntries(Object.keys(plugin.features).map((name) => [name, {}])),
    chunks: {},
    styles: {},
    shared: {},
    manifest: plugin.written,
  }
}

/** The same catalog and plan as a build's; what plugins share is read from their package.json. */
function serveCatalog(base: string, { plugins, shared, packages, options }: Workspace): Catalog {
  const served = plugins.map((source): BuiltPlugin => {
    const required: BuildManifest['shared'] = {}
    const provides: BuildManifest['provides'] = {}
    for (const name of options.shared) {
      const peer = source.peerDependencies[name]
      const range = peer ?? source.dependencies[name]
      if (range === undefined) continue
      const version = packages.installed(name, source.folder)?.json.version
      const singleton = peer === undefined ? {} : { singleton: true }
      required[`${name}@${range}`] = { specifier: name, package: name, range, ...singleton }
      if (version && !shared.hostVersions.has(name)) {
        provides[name] = { package: name, version, chunk: '' }
      }
    }
    const manifest = { ...serveManifest(source, base), shared: required, provides }
    return { source, manifest, address: `${base}@mortise/${source.id}/manifest.json` }
  })
  return describeCatalog(served, shared.hostVersions).catalog
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
