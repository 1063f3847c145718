import { MortiseError } from '@mortise/shared'

export const workerUnsupported = (isSecure: boolean) =>
  new MortiseError({
    code: 'CACHE_WORKER_UNSUPPORTED',
    why: isSecure
      ? 'This browser has no service workers, or blocks them in a private window, so the page needs the network to start.'
      : `A service worker needs a secure context, and "${location.origin}" is none.`,
    fix: isSecure
      ? 'Nothing: the page works as it does without one.'
      : 'Serve the page by HTTPS, or from localhost.',
  })

export const workerMissing = (isServed: boolean) =>
  new MortiseError({
    code: 'HOST_WORKER_MISSING',
    why: isServed
      ? 'The dev server has no service worker; one that a build has left at this address was unregistered.'
      : 'registerServiceWorker() was called, and the build has no service worker.',
    fix: isServed
      ? 'Nothing: it is registered in a build.'
      : 'Set `serviceWorker: true` in mortise(), or pass `url`.',
  })

export const workerFailed = (url: string, cause: unknown) =>
  new MortiseError({
    code: 'HOST_WORKER_FAILED',
    why: `The service worker "${url}" could not be registered: ${String(cause)}.`,
    fix: "Deploy the file as JavaScript, not above its `scope`, and allow it in the Content-Security-Policy by `worker-src 'self'`.",
    cause,
    details: { url },
  })
