import { join } from 'node:path'
import { federation } from '@module-federation/vite'
import react from '@vitejs/plugin-react'
import { build as viteBuild } from 'vite'
import { pageText } from '../host-files.mjs'
import { federatedHost, reactParts } from '../federated-host.mjs'

/** Its README's own settings. */
export const mfVite = moduleFederation('mf-vite', {
  shared: Object.fromEntries(reactParts.map((part) => [part, { singleton: true }])),
})

/** What its README offers to make it quicker: one runtime for all, no fallbacks, host's React first. */
export const mfViteTuned = moduleFederation('mf-vite-tuned', {
  shareStrategy: 'loaded-first',
  shared: Object.fromEntries(reactParts.map((part) => [part, { singleton: true }])),
  remote: {
    disableRemote: true,
    disableSnapshot: true,
    experiments: { externalRuntime: true },
    shared: Object.fromEntries(
      reactParts.map((part) => [part, { singleton: true, import: false }]),
    ),
  },
  host: { disableSnapshot: true, experiments: { provideExternalRuntime: true } },
})

function moduleFederation(name, { host, remote, ...common }) {
  return {
    name,
    host: (app) => ({
      'index.html': pageText('/main.jsx'),
      ...federatedHost(app, (plugin, part) => `import('${plugin.name}/${part}')`),
    }),
    async build({ root, out, plugins }) {
      const remotes = plugins.map((plugin) => [
        plugin.name,
        {
          type: 'module',
          name: plugin.name,
          entry: `/remotes/${plugin.name}/remoteEntry.js`,
          entryGlobalName: plugin.name,
          shareScope: 'default',
        },
      ])
      await vite(root, out, '/', {
        ...common,
        ...host,
        name: 'host',
        remotes: Object.fromEntries(remotes),
      })
      for (const plugin of plugins) {
        const folder = join(root, plugin.folder)
        await vite(folder, join(out, 'remotes', plugin.name), `/remotes/${plugin.name}/`, {
          ...common,
          ...remote,
          name: plugin.name,
          filename: 'remoteEntry.js',
          exposes: { './widget': './src/widget.jsx', './page': './src/page.jsx' },
        })
      }
    },
  }
}

function vite(root, outDir, base, options) {
  return viteBuild({
    root,
    base,
    configFile: false,
    cacheDir: join(root, '.vite'),
    logLevel: 'error',
    plugins: [react(), federation({ dts: false, ...options })],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      // A remote has no page of its own.
      ...(options.exposes && { rolldownOptions: { input: join(root, 'src/widget.jsx') } }),
    },
  })
}
