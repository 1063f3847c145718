import type { OfflinePlan } from '@mortise/shared'
import { serveOffline } from '../src/service-worker/serve-offline.ts'
import type { WorkerEvents, WorkerScope } from '../src/service-worker/worker-scope.ts'

/** Cache Storage in memory, that can be told to fail. */
interface Disk {
  /** By name of the cache, then by address. */
  readonly caches: Map<string, Map<string, Response>>
  /** How many writes are left before there is no room. */
  room: number
  isBroken: boolean
}

const base = 'https://app.example/'

export interface WorkerLab {
  readonly disk: Disk
  /** Address → text of what the server has; what it has not fails. */
  readonly server: Map<string, string>
  /** Addresses that the worker asked the server for. */
  readonly asked: string[]
  /** A worker of a build, with an empty memory. */
  start(plan: OfflinePlan): RunningWorker
}

export interface RunningWorker {
  install(): Promise<void>
  activate(): Promise<void>
  /** The worker's answer; `undefined` when it leaves the request to the browser. */
  request(path: string, init?: RequestInit & { client?: string }): Promise<Response> | undefined
  navigate(path: string, client?: string): Promise<Response> | undefined
  tell(data: unknown): Promise<void>
}

export function createWorkerLab(): WorkerLab {
  const disk: Disk = { caches: new Map(), room: Infinity, isBroken: false }
  const server = new Map<string, string>()
  const asked: string[] = []
  return { disk, server, asked, start: (plan) => startWorker(plan) }

  async function fetch(request: Request | string) {
    const { href, pathname } = new URL(typeof request === 'string' ? request : request.url)
    asked.push(pathname)
    const text = server.get(href.slice(base.length - 1))
    if (text === undefined) throw new TypeError('Failed to fetch')
    return new Response(text)
  }

  function startWorker(plan: OfflinePlan): RunningWorker {
    const listeners = new Map<string, (event: never) => void>()
    const scope: WorkerScope = {
      location: { href: `${base}mortise-sw.js` },
      registration: { scope: base },
      clients: { claim: async () => {} },
      caches: fakeCaches(disk),
      fetch,
      skipWaiting: async () => {},
      addEventListener: (type, listener) => void listeners.set(type, listener),
    }
    serveOffline(scope, plan)

    async function last<Type extends keyof WorkerEvents>(type: Type, facts: object = {}) {
      const work: Promise<unknown>[] = []
      const event = { ...facts, waitUntil: (one: Promise<unknown>) => work.push(one) }
      listeners.get(type)?.(event as never)
      await Promise.all(work)
    }

    function ask(request: object, client: string) {
      let answer: Promise<Response> | undefined
      const event = {
        request,
        clientId: client,
        resultingClientId: client,
        waitUntil() {},
        respondWith(response: Promise<Response>) {
          answer = response
        },
      }
      listeners.get('fetch')?.(event as never)
      return answer
    }

    return {
      install: () => last('install'),
      activate: () => last('activate'),
      tell: (data) => last('message', { data, ports: [] }),
      request: (path, { client = 'page', ...init } = {}) =>
        ask(new Request(new URL(path, base), init), client),
      navigate: (path, client = 'page') =>
        // A page cannot make a request of this mode.
        ask(
          {
            url: new URL(path, base).href,
            method: 'GET',
            mode: 'navigate',
            headers: new Headers(),
          },
          client,
        ),
    }
  }
}

function fakeCaches(disk: Disk): CacheStorage {
  const open = async (name: string) => {
    if (disk.isBroken) throw new Error('broken')
    const entries = disk.caches.get(name) ?? new Map<string, Response>()
    disk.caches.set(name, entries)
    return {
      match: async (url: string) => entries.get(url)?.clone(),
      delete: async (url: string) => entries.delete(url),
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      async put(url: string, response: Response) {
        if (disk.room-- <= 0) throw new DOMException('full', 'QuotaExceededError')
        entries.set(url, response)
      },
    }
  }
  const storage = {
    open,
    keys: async () => [...disk.caches.keys()],
    delete: async (name: string) => disk.caches.delete(name),
  }
  return storage as unknown as CacheStorage
}
