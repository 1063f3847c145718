// Vite's dev server for the folder in the first argument, on the port in the second if there is one, in a process of its own, so that the test
// runner's module hooks stay out of it. Sends its address to the parent, and ends with it.
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const [root = '.', port] = process.argv.slice(2)
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
process.chdir(root)
const server = await createServer({
  root,
  // Two dev servers that share a cache corrupt each other's.
  cacheDir: join(modules, `.vite-e2e-${basename(root)}`),
  logLevel: 'warn',
  server: { host: '127.0.0.1', port: Number(port) || 5300 + (process.pid % 500) },
})
await server.listen()
const url = server.resolvedUrls?.local[0] ?? ''
await warmUp()
process.send?.({ url })
process.on('disconnect', () => process.exit())

/**
 * Has the dependencies prepared and the first modules transformed. A cold server needs half a minute
 * for that on two cores, and a test should wait for what it is about, not for that.
 */
async function warmUp() {
  const { client } = server.environments
  await client.depsOptimizer?.scanProcessing
  const entries = await Promise.all(
    (await readJson('plugins.json')).plugins.map(async ({ manifest }) => {
      const { entry } = await readJson(manifest)
      // The page asks for a virtual module by an address; Vite is asked for it by its id.
      return entry.replace(/^.*@id\/__x00__/, '\0')
    }),
  )
  await Promise.all(['/src/main.tsx', ...entries].map((entry) => client.warmupRequest(entry)))
  await client.waitForRequestsIdle()
}

async function readJson(address) {
  const response = await fetch(new URL(address, url))
  return response.json()
}
