import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
// Rolldown writes no `system` format: the last Vite on Rollup does.
import { build as viteBuild } from 'vite7'
import { reactParts } from '../federated-host.mjs'
import { importers, pageOf } from '../host-files.mjs'

const require = createRequire(import.meta.url)

/** Rollup's `system` format, an import map, and React as modules of their own in that map. */
export const systemjs = {
  name: 'systemjs',
  host: ({ plugins, active }) => ({
    'main.jsx': `import { mount } from './shell/mount.jsx'

const parts = {
${importers(plugins, ({ name }, part) => `load('${name}', '${part}')`)}
}
const styled = new Map()

/** A module and its plugin's style sheet, side by side. */
async function load(name, part) {
  const [module] = await Promise.all([System.import(name + '/' + part), style(name)])
  return module
}

function style(name) {
  if (!styled.has(name)) styled.set(name, addSheet('/plugins/' + name + '/style.css?v=1'))
  return styled.get(name)
}

function addSheet(href) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
  return new Promise((resolve, reject) => {
    link.onload = resolve
    link.onerror = reject
    document.head.append(link)
  })
}

mount({
  plugins: ${JSON.stringify(plugins)},
  active: ${JSON.stringify(active)},
  open: (id, feature) => parts[\`\${id}/\${feature}\`](),
})
`,
    ...Object.fromEntries(
      reactParts.map((part) => [
        `react/${fileOf(part)}`,
        `import * as all from '${part}'\nexport const { ${Object.keys(require(part)).join(', ')} } = all\nexport default all.default ?? all\n`,
      ]),
    ),
  }),
  async build({ root, out, plugins }) {
    const imports = {}
    const add = (prefix, from, files) => {
      for (const [name, file] of Object.entries(files)) imports[from(name)] = `/${prefix}${file}`
    }
    add(
      'react/',
      (name) => name.replace('__', '/'),
      await run(root, join(out, 'react'), {
        entries: Object.fromEntries(
          reactParts.map((part) => [part.replace('/', '__'), `react/${fileOf(part)}`]),
        ),
      }),
    )
    add('', () => 'host', await run(root, out, { entries: { host: 'main.jsx' }, keep: true }))
    for (const { name, folder } of plugins) {
      const entries = { widget: 'src/widget.jsx', page: 'src/page.jsx' }
      const files = await run(join(root, folder), join(out, 'plugins', name), { entries })
      add(`plugins/${name}/`, (part) => `${name}/${part}`, files)
    }
    mkdirSync(out, { recursive: true })
    cpSync(require.resolve('systemjs/dist/s.min.js'), join(out, 's-6.15.1xx.js'))
    writeFileSync(join(out, 'index.html'), page(imports))
  },
}

const fileOf = (part) => `${part.replace('/', '-')}.js`

const page = (imports) =>
  pageOf({
    head: `<link rel="stylesheet" href="/style.css?v=1" />
    <link rel="preload" as="script" href="${imports.host}" />
    <script type="systemjs-importmap">${JSON.stringify({ imports })}</script>
    <script src="/s-6.15.1xx.js"></script>`,
    end: "<script>System.import('host')</script>",
  })

/** One build in the system format. @returns Entry name to file. */
async function run(root, outDir, { entries, keep = false }) {
  const isReact = Object.keys(entries).some((name) => name.startsWith('react'))
  const { output } = await viteBuild({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    esbuild: { jsx: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: !keep,
      cssCodeSplit: false,
      modulePreload: false,
      rollupOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([k, file]) => [k, join(root, file)]),
        ),
        external: isReact ? [] : reactParts,
        preserveEntrySignatures: 'strict',
        output: {
          format: 'system',
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  })
  return Object.fromEntries(
    output.filter(({ isEntry }) => isEntry).map(({ name, fileName }) => [name, fileName]),
  )
}
