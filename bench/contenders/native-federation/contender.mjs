import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as esbuild } from 'esbuild'
import { reactParts } from '../federated-host.mjs'
import { importers, pageText } from '../host-files.mjs'

const builder = fileURLToPath(new URL('federate.mjs', import.meta.url))

const settings = { bundle: true, format: 'esm', minify: true, jsx: 'automatic', target: 'es2022' }

/** Native Federation with its esbuild adapter; in the page its orchestrator makes the import map. */
export const nativeFederation = {
  name: 'native-federation',
  host: ({ plugins, active }) => ({
    'package.json': packageText('host'),
    'tsconfig.json': tsconfig,
    'federation.config.mjs': configText('host'),
    // What JSX stands for is in no source: named here, so that the host shares it.
    'main.jsx': `import 'react/jsx-runtime'
import { mount } from './shell/mount.jsx'

export function start(load) {
  const parts = {
${importers(plugins, ({ name }, part) => `load('${name}', './${part}')`)}
  }
  mount({
    plugins: ${JSON.stringify(plugins)},
    active: ${JSON.stringify(active)},
    open: (id, feature) => parts[\`\${id}/\${feature}\`](),
  })
}
`,
    'init.js': `import { initFederation } from '@softarc/native-federation-orchestrator'
import { useDefaultImportMap } from '@softarc/native-federation-orchestrator/options'

const { load } = await initFederation(${JSON.stringify(manifestOf(plugins))}, {
  hostRemoteEntry: { url: '/remoteEntry.json' },
  ...useDefaultImportMap(),
  logLevel: 'error',
})
const { start } = await import('/main.js?v=1')
start(load)
`,
    ...Object.assign({}, ...plugins.map(remoteFiles)),
  }),
  async build({ root, out, plugins }) {
    mkdirSync(out, { recursive: true })
    const external = await federate(root, out, ['main.jsx'])
    const host = { ...settings, absWorkingDir: root }
    const define = { 'process.env.NODE_ENV': '"production"' }
    await esbuild({
      ...host,
      entryPoints: ['main.jsx'],
      outfile: join(out, 'main.js'),
      external,
      define,
    })
    await esbuild({
      ...host,
      entryPoints: ['init.js'],
      outfile: join(out, 'init.js'),
      external: ['/main.js?v=1'],
    })
    writeFileSync(join(out, 'index.html'), page)
    const left = [...plugins]
    const work = async () => {
      for (let plugin = left.shift(); plugin; plugin = left.shift()) {
        const target = join(out, 'remotes', plugin.name)
        await federate(join(root, plugin.folder), target, ['src/widget.jsx', 'src/page.jsx'])
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, work))
  },
}

/** @returns What the build leaves to the import map. */
function federate(folder, out, entryPoints) {
  const options = [join(folder, 'package.json'), relative(folder, out), ...entryPoints]
  const child = fork(builder, options, { cwd: folder, silent: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
  return new Promise((resolve, reject) => {
    let externals
    child.on('message', (message) => (externals = message))
    child.on('error', reject)
    child.on('exit', (code) =>
      externals ? resolve(externals) : reject(new Error(`${code}: ${printed}`)),
    )
  })
}

function remoteFiles({ name, folder }) {
  return {
    [`${folder}/tsconfig.json`]: tsconfig,
    [`${folder}/federation.config.mjs`]: configText(name, {
      './widget': './src/widget.jsx',
      './page': './src/page.jsx',
    }),
  }
}

const sharedText = JSON.stringify(
  Object.fromEntries(
    reactParts.map((part) => [
      part,
      { singleton: true, strictVersion: true, requiredVersion: '^19.0.0' },
    ]),
  ),
)

const configText = (
  name,
  exposes,
) => `import { withNativeFederation, share } from '@softarc/native-federation/config'

export default withNativeFederation({
  name: '${name}',
  ${exposes ? `exposes: ${JSON.stringify(exposes)},` : ''}
  shared: share(${sharedText}),
})
`

const packageText = (name) =>
  JSON.stringify({ name, type: 'module', dependencies: { react: '19.3.1', 'react-dom': '19.3.1' } })

const tsconfig = JSON.stringify({
  compilerOptions: { jsx: 'react-jsx', module: 'esnext', target: 'es2022', allowJs: true },
})

const manifestOf = (plugins) =>
  Object.fromEntries(plugins.map(({ name }) => [name, `/remotes/${name}/remoteEntry.json`]))

const page = pageText('/init.js?v=1', '<link rel="stylesheet" href="/main.css?v=1" />')
