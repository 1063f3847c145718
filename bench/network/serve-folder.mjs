import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Serves a built folder with gzip, by HTTP/2 or `http/1.1`, as a good static server would: a file whose name has a
 * hash, or that is asked for with one, may be kept for a year, everything else is asked for again and
 * answered with 304. What is no file is the app's page.
 */
export async function serveFolder(folder, certificate, protocol = 'h2') {
  const kept = new Map()
  let root = folder

  function read(path) {
    const file = join(root, path)
    if (!kept.has(file)) {
      const isFile = statSync(file, { throwIfNoEntry: false })?.isFile()
      kept.set(file, isFile ? describe(file) : undefined)
    }
    return kept.get(file)
  }

  const server = protocol === 'h2' ? createSecureServer(certificate) : createServer(certificate)
  server.on('request', (request, response) => {
    const { pathname, search } = new URL(request.url, 'https://localhost')
    const found = read(pathname) ?? (extname(pathname) ? undefined : read('/index.html'))
    if (!found) return void response.writeHead(404).end()
    const isKept = /[-.][\w-]{8,}\.\w+$/.test(pathname) || /[?&](v|h)=/.test(search)
    const headers = {
      'content-type': found.type,
      'cache-control': isKept ? 'public, max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      etag: found.etag,
    }
    if (request.headers['if-none-match'] === found.etag) {
      return void response.writeHead(304, headers).end()
    }
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' })
    response.end(found.body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    /** Another folder from now on: a deploy. */
    serve(next) {
      root = next
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function describe(file) {
  const bytes = readFileSync(file)
  const body = gzipSync(bytes, { level: 9 })
  const type = types[extname(file)] ?? 'application/octet-stream'
  // By content: a file that a deploy has not changed is answered with 304.
  return { body, type, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` }
}
