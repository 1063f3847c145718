import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, posix } from 'node:path'
import { faults } from './faults.mjs'

const contentTypes = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
}

/** What the server does instead of answering as usual. */
const failures = {
  missing: (response) => response.writeHead(404).end(),
  outage: (response) => response.writeHead(503).end(),
  // The connection stays open until the browser or the server closes.
  hang: () => {},
  corrupt: (response, bytes) => response.end(Buffer.concat([bytes, Buffer.from('\n')])),
}

/** What a release's entry chunk is instead of what was built. */
const releases = {
  'cut short': (code) => code.slice(0, code.length / 2),
  endless: () => '"use strict";mortise([],(async()=>{await new Promise(()=>{})}));',
}

/**
 * Serves a built workspace on a free port of the loopback address. Pages whose address ends in
 * `?faults` get the faults of `faults.mjs`, all others a server without a flaw.
 *
 * @param {string} folder The build's output.
 */
export async function startFaultServer(folder) {
  const plan = await planFaults(folder)
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const isFaulty = request.headers.referer?.endsWith('?faults')
    const path = pathname === '/' ? '/index.html' : pathname
    const failure = isFaulty ? plan.failures.get(path) : undefined
    const bytes =
      (isFaulty && plan.replaced.get(path)) || (await readFile(join(folder, path)).catch(() => {}))
    if (!bytes) return response.writeHead(404).end()
    response.setHeader('content-type', contentTypes[extname(path)] ?? 'application/octet-stream')
    response.setHeader('cache-control', 'no-store')
    if (failure) failures[failure](response, bytes)
    else response.end(bytes)
  })
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

/** Which addresses fail how, and the files of the releases whose code is broken from the start. */
async function planFaults(folder) {
  const catalog = JSON.parse(await readFile(join(folder, 'plugins.json'), 'utf8'))
  const plan = { failures: new Map(), replaced: new Map() }
  for (const { id, server } of faults) {
    if (!server) continue
    const [what, failure] = server
    const entry = catalog.plugins.find((plugin) => plugin.id === id)
    // That of an eager plugin stands in the catalog: without it there is a request that can fail.
    delete entry.build
    const manifestPath = `/${entry.manifest}`
    const manifest = JSON.parse(await readFile(join(folder, manifestPath), 'utf8'))
    const at = (file) => posix.join(posix.dirname(manifestPath), file)
    const chunk = manifest.chunks[manifest.entry]
    if (what === 'release') {
      // Deployed like that: hashes and bytes agree.
      const code = releases[failure](await readFile(join(folder, at(chunk.file)), 'utf8'))
      plan.replaced.set(at(chunk.file), code)
      chunk.integrity = hash('sha384', code)
      const text = JSON.stringify(manifest)
      plan.replaced.set(manifestPath, text)
      entry.integrity = hash('sha256', text)
    } else {
      const paths = {
        manifest: manifestPath,
        chunk: at(chunk.file),
        style: at(chunk.styles?.[0] ?? ''),
      }
      plan.failures.set(paths[what], failure)
    }
  }
  plan.replaced.set('/plugins.json', JSON.stringify(catalog))
  return plan
}

function hash(algorithm, bytes) {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
}
