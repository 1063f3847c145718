// One build as the adapter's guide drives it: a script that runs in the project's own folder, where
// the builder and esbuild look for everything.
import { runEsBuildBuilder } from '@softarc/native-federation-esbuild'
import { reactParts } from '../federated-host.mjs'

/** The adapter's own preset, with the names that React's files have had since version 19. */
const react19 = {
  name: 'react',
  needsCommonJsPlugin: true,
  fileReplacements: {
    prod: {
      'node_modules/react/index.js': 'node_modules/react/cjs/react.production.js',
      'node_modules/react/jsx-runtime.js': 'node_modules/react/cjs/react-jsx-runtime.production.js',
      'node_modules/react-dom/index.js': 'node_modules/react-dom/cjs/react-dom.production.js',
      'node_modules/react-dom/client.js':
        'node_modules/react-dom/cjs/react-dom-client.production.js',
    },
  },
}

/** Some libraries say `require('react')`, which esbuild leaves to throw: an import in its place. */
const requiredReact = {
  name: 'required-react',
  setup(build) {
    build.onResolve({ filter: /^react(-dom)?(\/|$)/ }, ({ path, kind }) =>
      kind === 'require-call' && reactParts.includes(path)
        ? { path, namespace: 'required-react' }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'required-react' }, ({ path }) => ({
      contents: `import * as all from '${path}'\nmodule.exports = all`,
    }))
  },
}

const [packageJson, outputPath, ...entryPoints] = process.argv.slice(2)
const isHost = entryPoints[0] === 'main.jsx'
const built = await runEsBuildBuilder('federation.config.mjs', {
  outputPath,
  tsConfig: 'tsconfig.json',
  // Absolute: from a relative one its search for node_modules never ends.
  packageJson,
  entryPoints,
  cachePath: '.cache',
  adapterConfig: { plugins: isHost ? [] : [requiredReact], frameworks: [react19] },
})
await built.close()
process.send(built.externals)
