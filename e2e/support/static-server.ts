import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** What the server does instead of answering as usual. */
export interface Answer {
  /** Answer with this status and no content. */
  status?: number
  /** Send other bytes than the file's. */
  body?: (bytes: Buffer) => Buffer
  /** Wait this many milliseconds first: requests of one wave then visibly overlap. */
  delayMs?: number
  /** Only so many times; after that the server answers as usual. */
  times?: number
}

export interface StaticServer {
  readonly url: string
  /** Answers requests whose path and query match in another way, until the returned undo. */
  intercept(path: string | RegExp, answer: Answer): () => void
  /** What was sent so far: path and query, and bytes of the body as transferred. */
  readonly sent: readonly Sent[]
  close(): Promise<void>
}

export interface Sent {
  readonly path: string
  readonly bytes: number
}

export interface StaticServerOptions {
  folder: string
  /** Default: a free one. */
  port?: number
  encoding?: 'none' | 'gzip' | 'br'
  /** Headers for every answer, such as a Content-Security-Policy. */
  headers?: Record<string, string>
}

interface Interception {
  path: string | RegExp
  answer: Answer
  left: number
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const encoders = {
  none: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes),
  br: (bytes: Buffer) => brotliCompressSync(bytes),
}

/** Serves a folder on a free port of the loopback address, as a static host would. */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const interceptions = new Set<Interception>()
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    const answer = takeAnswer(interceptions, request.url ?? '/')
    const log = (bytes: number) => sent.push({ path: request.url ?? '/', bytes })
    respond(options, answer, request, response, log).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    intercept(path, answer) {
      const interception = { path, answer, left: answer.times ?? Infinity }
      interceptions.add(interception)
      return () => interceptions.delete(interception)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

function takeAnswer(interceptions: Set<Interception>, url: string): Answer {
  const found = [...interceptions].find(
    ({ path, left }) => left > 0 && (typeof path === 'string' ? url === path : path.test(url)),
  )
  if (!found) return {}
  found.left--
  return found.answer
}

async function respond(
  { folder, encoding = 'none', headers }: StaticServerOptions,
  { status, body, delayMs }: Answer,
  request: IncomingMessage,
  response: ServerResponse,
  log: (bytes: number) => void,
) {
  if (delayMs) await delay(delayMs)
  const url = new URL(request.url ?? '/', 'http://site')
  const file = await findFile(folder, decodeURIComponent(url.pathname))
  if (status || !file) {
    log(0)
    response.writeHead(status ?? 404, { 'cache-control': 'no-store' }).end()
    return
  }
  const bytes = body ? body(file.bytes) : file.bytes
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`
  const common = { ...headers, etag, 'cache-control': cacheControl(url, file.path) }
  if (request.headers['if-none-match'] === etag) {
    log(0)
    response.writeHead(304, common).end()
    return
  }
  response.writeHead(200, {
    ...common,
    'content-type': contentTypes[extname(file.path)] ?? 'application/octet-stream',
    ...(encoding !== 'none' && { 'content-encoding': encoding, vary: 'accept-encoding' }),
  })
  const sent = encoders[encoding](bytes)
  log(sent.length)
  response.end(sent)
}

/** A path without an extension is a route of the app, and gets its page. */
async function findFile(folder: string, pathname: string) {
  const path = extname(pathname) ? normalize(pathname) : '/index.html'
  try {
    return { path, bytes: await readFile(join(folder, path)) }
  } catch {
    return undefined
  }
}

/** An address that carries a content hash never changes its content; pages and catalogs do. */
function cacheControl(url: URL, path: string) {
  const hashed = url.searchParams.has('v') || /[-.](?=[\w-]*[A-Z\d_])[\w-]{8,}\.\w+$/.test(path)
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}
