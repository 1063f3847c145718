import type { MortiseError } from '@mortise/shared'
import { whenIdle } from '../when-idle.ts'

export interface ServiceWorkerOptions {
  /** Address of the worker. Default: where the build has put it. */
  url?: string
  /** Which pages it serves. Default: those in the worker's folder. */
  scope?: string
  /**
   * Told of what went wrong, once: `CACHE_WORKER_UNSUPPORTED`, `HOST_WORKER_MISSING` or
   * `HOST_WORKER_FAILED`. The page works as without a worker then. Default: a warning in the console.
   */
  onProblem?(problem: MortiseError): void
}

export interface ServiceWorkerControl {
  /** Looks for a worker of a newer build. Resolves when the browser has asked for it. */
  update(): Promise<void>
  /** Takes the worker and all that it has kept away. */
  unregister(): Promise<void>
}

/**
 * Registers the service worker that the build has emitted, when the page has loaded and has nothing
 * else to do: installing it fetches what a start needs, and must not delay one. From then on the page
 * starts without the network. Throws nothing. What does the work is fetched then, too.
 */
export function registerServiceWorker(options: ServiceWorkerOptions = {}): ServiceWorkerControl {
  // Where that does not come there is no worker this time, as with any failure.
  const registering = loaded()
    .then(() => import('./register.ts'))
    .then(({ register }) => register(options))
    .catch(() => undefined)
  return {
    update: async () => (await registering)?.update(),
    unregister: async () => (await registering)?.unregister(),
  }
}

const loaded = () =>
  new Promise<void>((resolve) => {
    const idle = () => whenIdle(resolve)
    if (document.readyState === 'complete') idle()
    else addEventListener('load', idle, { once: true })
  })
