import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { portTaken } from '../errors.ts'
import type { PluginBuild } from './plugin-builder.ts'

/** What the pages that take the plugins are told. */
export interface Told {
  /** Why there is no newer build; absent when there is one. */
  readonly error?: string
}

export interface BuildServer {
  /** Serves a build from now on, beside the last ones, and tells the pages that are open. */
  offer(build: PluginBuild): void
  /** Tells them why there is none. */
  fail(error: string): void
  close(): Promise<void>
}

/** Builds that are served: a page may go back to the one before, and several may be on their way. */
const mostBuilds = 10

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
}

/**
 * Serves builds from memory on the loopback address, to pages of one origin.
 * @throws CONFIG_PORT_TAKEN
 */
export async function serveBuilds(port: number, origin: string): Promise<BuildServer> {
  let builds: PluginBuild[] = []
  let told: Told | undefined
  const pages = new Set<ServerResponse>()
  const headers = {
    'access-control-allow-origin': origin,
    // A page of the public network asks whether it may ask a machine of its own.
    'access-control-allow-private-network': 'true',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  }

  function tell(next: Told) {
    told = next
    for (const page of pages) page.write(messageOf(next))
  }

  function answer({ method, url = '/' }: IncomingMessage, response: ServerResponse) {
    const path = decodeURIComponent(url.replace(/[?#].*$/, '').slice(1))
    if (method === 'OPTIONS') return response.writeHead(204, headers).end()
    if (path === 'events') {
      pages.add(response)
      response.once('close', () => pages.delete(response))
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      })
      // They come again soon after this has ended and another has started.
      response.write(`retry: 1000\n\n${told ? messageOf(told) : ''}`)
      return
    }
    const content = builds.find(({ files }) => files.has(path))?.files.get(path)
    if (content === undefined) return response.writeHead(404, headers).end()
    response.writeHead(200, {
      ...headers,
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'cache-control': builds.some(({ catalog }) => catalog === path) ? 'no-store' : 'max-age=3600',
    })
    response.end(content)
  }

  const server = createServer(answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portTaken(port, cause)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    offer(build) {
      builds = [build, ...builds].slice(0, mostBuilds)
      tell({})
    },
    fail: (error) => tell({ error }),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

const messageOf = (told: Told) => `data: ${JSON.stringify(told)}\n\n`
