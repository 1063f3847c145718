import type { MortiseError } from '@mortise/shared'
import { expect, test } from 'vitest'
import { registerServiceWorker, type ServiceWorkerOptions } from './index.ts'

const problemWith = (options: ServiceWorkerOptions) =>
  new Promise<MortiseError>((resolve) => {
    registerServiceWorker({ ...options, onProblem: resolve })
  })

test('a build without a worker is told of', async () => {
  expect(await problemWith({})).toMatchObject({ code: 'HOST_WORKER_MISSING' })
})

test('a script that is not there, and a scope that it may not have, are told of with their cause', async () => {
  const missing = await problemWith({ url: '/no-such-worker.js' })
  expect(missing).toMatchObject({
    code: 'HOST_WORKER_FAILED',
    details: { url: '/no-such-worker.js' },
  })
  expect(missing.cause).toBeInstanceOf(Error)
  expect(await problemWith({ url: '/a/worker.js', scope: '/' })).toMatchObject({
    code: 'HOST_WORKER_FAILED',
  })
})

test('what failed to register can be updated and unregistered all the same', async () => {
  const control = registerServiceWorker({ onProblem() {} })
  await control.update()
  await control.unregister()
})
