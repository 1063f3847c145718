import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What a browser counts for the headers of a response. */
const headerBytes = 300

/**
 * Serves a built folder with gzip, by HTTP/2 or `http/1.1`, as a good static server would: a file
 * whose name has a hash, or that is asked for with one, may be kept for a year, everything else is
 * asked for again and answered with 304. What is no file is the app's page.
 * @param readFolder What `createFolderReader` gives: nothing is read or compressed during a visit.
 * @returns With `answers`, all that was answered so far: path, status, and bytes on the wire as a
 * browser counts them, those that a service worker has asked for among them.
 */
export async function serveFolder(folder, { certificate, readFolder, protocol = 'h2' }) {
  let files = readFolder(folder)
  const answers = []
  const server = protocol === 'h2' ? createSecureServer(certificate) : createServer(certificate)
  server.on('request', (request, response) => {
    const { pathname, search } = new URL(request.url, 'https://localhost')
    const found = files.get(pathname) ?? (extname(pathname) ? undefined : files.get('/index.html'))
    const tell = (status, size) =>
      answers.push({ path: pathname, status, bytes: size + headerBytes, text: found?.text })
    if (!found) {
      tell(404, 0)
      return void response.writeHead(404).end()
    }
    const isKept = /[-.][\w-]{8,}\.\w+$/.test(pathname) || /[?&](v|h)=/.test(search)
    const headers = {
      'content-type': found.type,
      'cache-control': isKept ? 'public, max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      etag: found.etag,
    }
    if (request.headers['if-none-match'] === found.etag) {
      tell(304, 0)
      return void response.writeHead(304, headers).end()
    }
    tell(200, found.body.length)
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' })
    response.end(found.body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    answers,
    /** The text of what is served now at a path. */
    textOf: (path) => (files.get(path) ?? files.get('/index.html')).text,
    /** Another folder from now on: a deploy. */
    serve(next) {
      files = readFolder(next)
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Reads each folder once: its files by their paths in an address. */
export function createFolderReader() {
  const folders = new Map()
  return (folder) => {
    if (!folders.has(folder)) folders.set(folder, new Map(entriesOf(folder)))
    return folders.get(folder)
  }
}

function entriesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [`/${relative(folder, file).replaceAll(sep, '/')}`, describe(file)]
    })
}

function describe(file) {
  const bytes = readFileSync(file)
  const body = gzipSync(bytes, { level: 9 })
  const type = types[extname(file)] ?? 'application/octet-stream'
  // By content: a file that a deploy has not changed is answered with 304.
  const text = bytes.toString()
  return { body, type, text, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` }
}
