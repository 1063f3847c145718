import { existsSync } from 'node:fs'

/**
 * Ways to set mortise up beside the plain one. `host` goes to `createHost`, `loading` into each
 * manifest; `packs: false` leaves the pack out; `worker` adds the service worker.
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
