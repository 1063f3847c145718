import { relative, resolve } from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import { legacyBuild, viteInternalsMoved } from '../errors.ts'
import { entryChunk } from '../plan/name-chunks.ts'
import { apiPlugin, type MortiseApi } from './api.ts'
import { loadConfig } from './load-config.ts'
import { pluginsEnvironment } from './module-id.ts'
import { findNotHonoured } from './not-honoured.ts'
import { optimizeRuntime } from './optimize-runtime.ts'
import { entryId } from './resolve-entries.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

const preloadPlugin = 'native:import-analysis-build'

/** Adds the plugins' environment to the host's config, and builds it before the host. */
export function environment(workspace: WorkspaceHolder, api: MortiseApi): Plugin<MortiseApi> {
  return {
    name: apiPlugin,
    api,
    async config(config, { command }) {
      const root = resolve(config.root ?? process.cwd()).replaceAll('\\', '/')
      const opened = await workspace.open(root, loadConfig)
      return command === 'build' ? buildConfig(config, opened) : serveConfig(config, opened)
    },
    configResolved(config) {
      for (const warning of findNotHonoured(workspace.get().plugins)) {
        config.logger.warnOnce(warning)
      }
      if (config.command !== 'build') return
      // Vite wraps import() in a helper that preloads. In a factory chunk the linker does that, and the
      // helper, shared between chunks, made a 300-byte entry import 19 KB.
      const plugin = config.plugins.find(({ name }) => name === preloadPlugin)
      const applies = plugin?.applyToEnvironment
      if (!plugin || !applies) throw viteInternalsMoved(preloadPlugin)
      plugin.applyToEnvironment = (target) =>
        target.name === pluginsEnvironment ? false : applies(target)
    },
    buildApp: {
      order: 'pre',
      async handler(builder) {
        const { client, [pluginsEnvironment]: plugins } = builder.environments
        if (plugins && !plugins.isBuilt) await builder.build(plugins)
        if (client && !client.isBuilt) await builder.build(client)
      },
    },
    buildStart() {
      const { command, build } = this.environment.config
      const isHost = command === 'build' && !build.ssr
      const { name } = this.environment
      if (isHost && name === 'client' && !workspace.get().built) throw legacyBuild()
    },
  }
}

function buildConfig(config: UserConfig, { options, plugins }: Workspace): UserConfig {
  const { folder } = options
  const renderBuiltUrl = config.experimental?.renderBuiltUrl
  return {
    builder: { sharedConfigBuild: true },
    experimental: {
      renderBuiltUrl(filename, context) {
        // Chunks and styles of plugins find their assets beside themselves, wherever they are deployed.
        if (context.hostId.startsWith(`${folder}/`)) return { relative: true }
        return renderBuiltUrl?.(filename, context)
      },
    },
    environments: {
      [pluginsEnvironment]: {
        consumer: 'client',
        build: {
          copyPublicDir: false,
          modulePreload: false,
          manifest: false,
          cssCodeSplit: true,
          rolldownOptions: {
            input: Object.fromEntries(
              plugins.map((plugin) => [entryChunk(plugin), entryId(plugin.id)]),
            ),
            preserveEntrySignatures: 'allow-extension',
          },
        },
      },
      // The plugins' build runs first and has emptied the folder.
      client: { build: { emptyOutDir: false } },
    },
  }
}

async function serveConfig(config: UserConfig, workspace: Workspace): Promise<UserConfig> {
  const { searchForWorkspaceRoot } = await import('vite')
  const { root, plugins } = workspace
  const files = plugins.flatMap(({ entry, features }) => [entry, ...Object.values(features)])
  return {
    optimizeDeps: {
      // An undiscovered dependency of a plugin would reload the page when the plugin is first opened.
      entries: [
        ...(config.optimizeDeps?.entries === undefined ? ['index.html'] : []),
        ...files.map((file) => relative(root, file).replaceAll('\\', '/')),
      ],
      ...optimizeRuntime(workspace),
    },
    server: {
      fs: {
        allow: [
          ...(config.server?.fs?.allow === undefined ? [searchForWorkspaceRoot(root)] : []),
          ...plugins.map(({ folder }) => folder),
        ],
      },
    },
  }
}
