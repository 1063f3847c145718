import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build as viteBuild, createServer } from 'vite'
import { importers, pageText } from '../host-files.mjs'

/** Plain Vite with `import()` for each part: the app as it would be without plugins. */
export const monolith = {
  name: 'monolith',
  host: (app) => ({
    'index.html': pageText('/main.jsx'),
    'main.jsx': hostText(
      app,
      `const parts = {
${importers(app.plugins, ({ folder }, part) => `import('./${folder}/src/${part}.jsx')`)}
}`,
    ),
  }),
  build,
  serve,
}

/** The same with every part imported statically: "basic loading", all of it before the first line. */
export const eager = {
  name: 'eager',
  host: (app) => ({
    'index.html': pageText('/main.jsx'),
    'main.jsx': hostText(
      app,
      `${app.plugins.map(importsOf).join('')}
const parts = {
${importers(app.plugins, ({ name }, part) => `Promise.resolve(${name}_${part})`)}
}`,
    ),
  }),
  build,
  serve,
}

const importsOf = ({ name, folder }) =>
  ['widget', 'page']
    .map((part) => `import * as ${name}_${part} from './${folder}/src/${part}.jsx'\n`)
    .join('')

const hostText = ({ plugins, active }, parts) => `import { mount } from './shell/mount.jsx'
${parts}
mount({
  plugins: ${JSON.stringify(plugins)},
  active: ${JSON.stringify(active)},
  open: (id, feature) => parts[\`\${id}/\${feature}\`](),
})
`

async function build({ root, out }) {
  await viteBuild({ ...config(root), build: { outDir: out, emptyOutDir: true } })
}

function serve({ root }) {
  return createServer(config(root))
}

const config = (root) => ({
  root,
  configFile: false,
  logLevel: 'error',
  // The app's node_modules is the one of all apps.
  cacheDir: join(root, '.vite'),
  plugins: [react()],
})
