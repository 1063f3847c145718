import { join } from 'node:path'
import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack'
import { rspack } from '@rspack/core'
import { federatedHost, reactParts } from '../federated-host.mjs'
import { pageOf } from '../host-files.mjs'

const shared = Object.fromEntries(
  reactParts.map((part) => [part, { singleton: true, requiredVersion: '^19.0.0' }]),
)

/** Rspack with the enhanced plugin, host's React first. */
export const mfRspack = {
  name: 'mf-rspack',
  host: (app) => ({
    'index.html': pageOf({}),
    ...federatedHost(app, (plugin, part) => `import('${plugin.name}/${part}')`),
  }),
  async build({ root, out, plugins }) {
    const remotes = Object.fromEntries(
      plugins.map(({ name }) => [name, `${name}@/remotes/${name}/remoteEntry.js`]),
    )
    await run('host', root, out, '/', './main.jsx', [
      new rspack.HtmlRspackPlugin({ template: './index.html', scriptLoading: 'defer' }),
      federate({ name: 'host', remotes }),
    ])
    for (const { name, folder } of plugins) {
      const exposes = { './widget': './src/widget.jsx', './page': './src/page.jsx' }
      const plugin = federate({ name, filename: 'remoteEntry.js', exposes })
      const context = join(root, folder)
      await run(name, context, join(out, 'remotes', name), `/remotes/${name}/`, {}, [plugin])
    }
  },
}

const federate = (options) =>
  new ModuleFederationPlugin({ shareStrategy: 'loaded-first', dts: false, shared, ...options })

function run(name, context, path, publicPath, entry, plugins) {
  const compiler = rspack({
    context,
    entry,
    mode: 'production',
    devtool: false,
    output: {
      path,
      publicPath,
      clean: true,
      filename: '[name].[contenthash:8].js',
      cssFilename: '[name].[contenthash:8].css',
      uniqueName: name,
    },
    resolve: { extensions: ['.jsx', '.js'] },
    module: {
      rules: [
        { test: /\.css$/, type: 'css' },
        {
          test: /\.jsx$/,
          loader: 'builtin:swc-loader',
          type: 'javascript/auto',
          options: {
            jsc: {
              parser: { syntax: 'ecmascript', jsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
            env: { targets: 'chrome >= 120' },
          },
        },
      ],
    },
    plugins,
  })
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      const failure = error ?? (stats.hasErrors() && new Error(stats.toString('errors-only')))
      compiler.close(() => (failure ? reject(failure) : resolve()))
    })
  })
}
