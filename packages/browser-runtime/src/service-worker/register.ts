import type { MortiseError } from '@mortise/shared'
import { whenIdle } from '../when-idle.ts'
import { cachesOf } from './caches-of.ts'
import { workerFailed, workerMissing, workerUnsupported } from './errors.ts'
import { tellUsed } from './tell-used.ts'
import { worker } from '@mortise/browser-runtime/service-worker/address'

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
 * else to do. From then on the page starts without the network. Throws nothing.
 */
export function registerServiceWorker(options: ServiceWorkerOptions = {}): ServiceWorkerControl {
  const { onProblem = warn } = options
  let stop = () => {}
  const registering = loaded().then(async () => {
    try {
      const registration = await register(options)
      if (!savesData()) stop = tellUsed((message) => tell(registration, message))
      return registration
    } catch (problem) {
      onProblem(problem as MortiseError)
      return undefined
    }
  })
  return {
    update: async () => {
      await (await registering)?.update()
    },
    unregister: async () => {
      const registration = await registering
      stop()
      if (registration) await remove(registration)
    },
  }
}

async function register({ url = worker.url, scope }: ServiceWorkerOptions) {
  if (!('serviceWorker' in navigator)) throw workerUnsupported(isSecureContext)
  if (url === undefined) {
    if (worker.isServed) await removeLeft(scope)
    throw workerMissing(worker.isServed ?? false)
  }
  try {
    return await navigator.serviceWorker.register(url, scope === undefined ? {} : { scope })
  } catch (cause) {
    throw workerFailed(url, cause)
  }
}

/** What a build that was served at this address has left: it would answer with that build's page. */
async function removeLeft(scope = './') {
  const { href } = new URL(scope, document.baseURI)
  const registration = await navigator.serviceWorker.getRegistration(href)
  if (registration?.active?.scriptURL.endsWith('/mortise-sw.js')) await remove(registration)
}

async function remove(registration: ServiceWorkerRegistration) {
  await registration.unregister()
  const names = await caches.keys()
  const own = names.filter((name) => name.startsWith(`${cachesOf(registration.scope)} `))
  await Promise.all(own.map((name) => caches.delete(name)))
}

/** The first worker is not there yet when the page tells first. */
async function tell(registration: ServiceWorkerRegistration, message: object) {
  if (!registration.active) await navigator.serviceWorker.ready
  registration.active?.postMessage(message)
}

/** When the page has loaded and is idle: installing fetches what a start needs, and must not delay one. */
const loaded = () =>
  new Promise<void>((resolve) => {
    const idle = () => whenIdle(resolve)
    if (document.readyState === 'complete') idle()
    else addEventListener('load', idle, { once: true })
  })

const savesData = () =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

function warn(problem: MortiseError) {
  // oxlint-disable-next-line no-console -- nobody else listens, and an app should not end for it
  console.warn(problem)
}
