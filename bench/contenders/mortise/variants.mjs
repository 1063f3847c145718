import { existsSync } from 'node:fs'
import { editedFiles } from './edited-files.mjs'

/** At which the machine of a developer answers. */
export const attachPort = 41_740

/** What `mortise dev` reads there. */
const configText = `import { mortise } from '@mortise/bundler-plugin/vite'
import react from '@vitejs/plugin-react'

export default {
  plugins: [react(), mortise({ plugins: ['plugins/*'], shared: ['react', 'react-dom'] })],
}
`

const edited = {
  loading: { hotReload: { enabled: true, strategy: 'state-preserve' } },
  files: editedFiles,
  lastWidget: './src/widget-with-form.jsx',
}

/**
 * Ways to set mortise up beside the plain one. `host` goes to `createHost`, `loading` into each
 * manifest; `packs: false` leaves the pack out; `worker` adds the service worker; `files` are added
 * to the app, `lastWidget` is the widget of the last active plugin.
 */
export const variants = {
  plain: {},
  kept: { host: { cache: { storage: 'hybrid' } } },
  'no-packs': { packs: false },
  worker: { worker: true },
  'kept-and-worker': { worker: true, host: { cache: { storage: 'hybrid' } } },
  preloading: { loading: { preload: { enabled: true } } },
  'preloading-off': {
    loading: { preload: { enabled: true } },
    host: { preload: { share: 0 } },
  },
  live: {
    loading: {
      hotReload: {
        enabled: true,
        environment: 'production',
        strategy: 'state-preserve',
        productionSafety: { minReloadInterval: 1000 },
      },
    },
  },
  edited,
  attached: {
    ...edited,
    host: { attach: [`http://localhost:${attachPort}`] },
    files: (plugins, active) => ({
      ...editedFiles(plugins, active),
      'vite.config.js': configText,
    }),
  },
}

const workerModule = new URL(
  '../../../packages/browser-runtime/dist/service-worker/index.js',
  import.meta.url,
)

/** Why a variant cannot be built, if so. */
export const whyNot = (variant) =>
  variants[variant]?.worker && !existsSync(workerModule)
    ? 'this build of the runtime has no service worker'
    : undefined
