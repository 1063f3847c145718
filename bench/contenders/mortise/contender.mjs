import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { mortise as mortisePlugin } from '@mortise/bundler-plugin/vite'
import { createBuilder, createServer } from 'vite'
import { pageText } from '../host-files.mjs'
import { variants } from './variants.mjs'

/**
 * Ours: the active plugins are eager and come in one pack with the widgets that the page shows first,
 * the others are lazy; the navigation comes from the manifests. An app may be of a variant.
 */
export const mortise = {
  name: 'mortise',
  host: ({ plugins, active, variant = 'plain' }) => ({
    'index.html': pageText('/main.jsx'),
    'package.json': JSON.stringify({
      name: 'host',
      type: 'module',
      dependencies: { react: '19.3.1', 'react-dom': '19.3.1' },
    }),
    'main.jsx': `import { createHost } from '@mortise/browser-runtime'
import { mount } from './shell/mount.jsx'
${variants[variant].worker ? "import { registerServiceWorker } from '@mortise/browser-runtime/service-worker'\n\nregisterServiceWorker()" : ''}
const host = createHost(${JSON.stringify({ catalog: '/plugins.json', ...variants[variant].host })})
const started = host.bootstrap()
const open = async (id, feature) => {
  const plugin = await host.loadPlugin(id, { feature })
  return plugin.feature(feature)
}
const active = ${JSON.stringify(active)}
const widgets = new Map(active.map((id) => [id, open(id, 'widget')]))
const takeWidget = (id) => {
  const widget = widgets.get(id)
  widgets.delete(id)
  return widget
}
await started
mount({
  plugins: host.extensions('app.pages').map((page) => ({ ...page, id: page.pluginId })),
  active,
  open: (id, feature) => (feature === 'widget' && takeWidget(id)) || open(id, feature),
  host,
})
`,
    ...Object.assign(
      {},
      ...plugins.map((plugin) => {
        const strategy = active.includes(plugin.id) ? 'eager' : 'lazy'
        const widget = plugin.id === active.at(-1) ? variants[variant].lastWidget : undefined
        return pluginFiles(plugin, { strategy, ...variants[variant].loading }, widget)
      }),
      variants[variant].files?.(plugins, active),
    ),
  }),
  async build({ root, out, active, variant }) {
    const builder = await createBuilder({
      ...config(root, active, variant),
      build: { outDir: out, emptyOutDir: true },
    })
    await builder.buildApp()
  },
  serve: ({ root, active }) => createServer(config(root, active)),
}

const config = (root, active, variant = 'plain') => ({
  root,
  configFile: false,
  logLevel: 'error',
  cacheDir: join(root, '.vite'),
  plugins: [
    react(),
    mortisePlugin({
      plugins: ['plugins/*'],
      shared: ['react', 'react-dom'],
      packs: packsOf(active, variants[variant]),
      ...(variants[variant].worker && { serviceWorker: true }),
    }),
  ],
})

const packsOf = (active, { packs = true }) =>
  packs && active.length > 0 ? { start: active.flatMap((id) => [id, `${id}/widget`]) } : {}

function pluginFiles({ id, label, path, folder }, loading, widget = './src/widget.jsx') {
  const manifest = {
    id,
    version: '1.0.0',
    type: 'plugin',
    name: label,
    entry: './src/plugin.js',
    features: { widget, page: './src/page.jsx' },
    extensions: { 'app.pages': [{ label, path, feature: 'page' }] },
    loading,
  }
  return {
    [`${folder}/plugin.json`]: JSON.stringify(manifest, undefined, 2),
    [`${folder}/src/plugin.js`]:
      "import { definePlugin } from '@mortise/browser-runtime'\n\nexport default definePlugin({ init() {} })\n",
  }
}
