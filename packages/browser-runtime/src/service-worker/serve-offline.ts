import type { OfflinePlan } from '@mortise/shared'
import { createAnswerFile } from './answer-file.ts'
import { createAnswerPage } from './answer-page.ts'
import { createBuilds } from './builds.ts'
import { cachesOf } from './caches-of.ts'
import { createPacks } from './compose-pack.ts'
import { createFetchFile } from './fetch-file.ts'
import { createPlaces } from './places.ts'
import { createReach } from './reach.ts'
import { createStore } from './store.ts'
import { createUsedFiles } from './used-files.ts'
import { isEndMessage, isUsedMessage } from './used-message.ts'
import type { RequestEvent, WorkerScope } from './worker-scope.ts'

/** ms in which a page that starts from what is kept asks for its catalog. */
const startTime = 10_000

/**
 * All that a service worker of Mortise does. The build emits a script that calls it with the worker's
 * global scope and what it knows of itself.
 */
export function serveOffline(scope: WorkerScope, plan: OfflinePlan): void {
  const { caches, registration } = scope
  const { options } = plan
  const name = cachesOf(registration.scope)
  const places = createPlaces(plan, new URL('./', scope.location.href).href)
  const files = createStore(caches, `${name} files`)
  const fetchFile = createFetchFile({ fetch: (...request) => scope.fetch(...request) })
  const packs = createPacks(files, fetchFile)
  const builds = createBuilds(plan, { name, caches, files, fetchFile, packs, places })
  const used = createUsedFiles(files, fetchFile, places, options.maxSize * 1024 * 1024)
  const reach = createReach()
  /** Pages that started from what is kept, and when. Their hashed files are kept too. */
  const startedHere = new Map<string, number>()
  const answerPage = createAnswerPage({
    scope,
    options,
    reach,
    findPage: async (url) => (places.isRoute(url) ? builds.own.find(places.page) : undefined),
    startsHere: (id) => startedHere.set(id, Date.now()),
  })
  const answerFile = createAnswerFile({ scope, files, packs, places, reach })

  /** The catalog of the very build that the page is of. Later it may learn of a newer one. */
  function answerCatalog(event: RequestEvent) {
    if (Date.now() - (startedHere.get(event.clientId) ?? -Infinity) > startTime) return
    const kept = builds.own.find(places.catalog, plan.catalog.integrity)
    event.respondWith(kept.then((found) => found ?? scope.fetch(event.request)))
  }

  function answer(event: RequestEvent) {
    const { request } = event
    const { url, method, mode } = request
    // What is no whole file of this origin is none of ours.
    if (method !== 'GET' || request.headers.has('range')) return
    if (mode === 'navigate') return event.respondWith(answerPage(event))
    if (url === places.catalog) answerCatalog(event)
    if (!places.isHashed(url)) return
    if (places.isPack(url)) event.respondWith(answerFile.pack(event))
    else if (startedHere.has(event.clientId) || reach.isLost) {
      event.respondWith(answerFile.keptFirst(event))
    }
    // A server that has just answered is left alone with its files and the HTTP cache, which is faster.
    else if (!reach.isHeard) event.respondWith(answerFile.serverFirst(event))
  }

  scope.addEventListener('install', (event) => {
    // An open page goes on: hashed files of its build stay, whichever worker answers.
    event.waitUntil(builds.keep().then(() => scope.skipWaiting()))
  })
  scope.addEventListener('activate', (event) => {
    const ready = Promise.all([
      options.navigation === 'network-first' && registration.navigationPreload?.enable(),
      scope.clients.claim(),
      builds.dropOld().then((needed) => used.clean(needed)),
    ])
    event.waitUntil(ready)
  })
  scope.addEventListener('fetch', answer)
  scope.addEventListener('message', (event) => {
    const { data, ports } = event
    if (isUsedMessage(data)) event.waitUntil(used.keep(data.mortiseUsed))
    if (isEndMessage(data)) event.waitUntil(used.end().then(() => ports[0]?.postMessage('ended')))
  })
}
