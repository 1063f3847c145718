import type { MortiseError } from '@mortise/shared'
import { worker } from '@mortise/browser-runtime/service-worker/address'
import { cachesOf } from './caches-of.ts'
import { workerFailed, workerMissing, workerUnsupported } from './errors.ts'
import type { ServiceWorkerControl, ServiceWorkerOptions } from './index.ts'
import { tellUsed } from './tell-used.ts'
import { endMessage } from './used-message.ts'

/** Registers the worker and tells it what the page uses. `undefined` when that failed, which is told. */
export async function register(
  options: ServiceWorkerOptions,
): Promise<ServiceWorkerControl | undefined> {
  const { onProblem = warn } = options
  try {
    const registration = await registerWorker(options)
    const stop = savesData() ? () => {} : tellUsed((message) => tell(registration, message))
    return {
      update: async () => void (await registration.update()),
      async unregister() {
        stop()
        await remove(registration)
      },
    }
  } catch (problem) {
    onProblem(problem as MortiseError)
    return undefined
  }
}

async function registerWorker({ url = worker.url, scope }: ServiceWorkerOptions) {
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
  // It may be writing what it was told last, and would make anew what is deleted here.
  if (registration.active) await ended(registration.active)
  await registration.unregister()
  const names = await caches.keys()
  const own = names.filter((name) => name.startsWith(`${cachesOf(registration.scope)} `))
  await Promise.all(own.map((name) => caches.delete(name)))
}

function ended(worker: ServiceWorker) {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = resolve
    worker.postMessage(endMessage, [port2])
  })
}

/** The first worker is not there yet when the page tells first. */
async function tell(registration: ServiceWorkerRegistration, message: object) {
  if (!registration.active) await navigator.serviceWorker.ready
  registration.active?.postMessage(message)
}

const savesData = () =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

function warn(problem: MortiseError) {
  // oxlint-disable-next-line no-console -- nobody else listens, and an app should not end for it
  console.warn(problem)
}
