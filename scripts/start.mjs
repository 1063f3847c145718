import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPackages, buildPlayground } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { requireNode, root } from './workspace.mjs'

const help = `Builds the playground and serves it.

  npm start                        build everything, serve the build
  npm start -- --port 8080         at this port (default 4173; the next free one if it is taken)
  npm start -- --host              reachable from other machines; --host 10.0.0.5 for one address
  npm start -- --dev               serve the sources with hot reload instead; npm run dev is the same
  npm start -- --help              this text
`

requireNode()
const options = readOptions()
if (options.help) {
  console.log(help)
} else {
  await installDependencies()
  await start(options)
}

async function start({ port, host, dev }) {
  if ((await buildPackages()) !== 0) return fail('The packages could not be built')
  if (!dev) {
    if ((await buildPlayground()) !== 0) return fail('The playground could not be built')
    const { printBuild } = await import('./build-table.mjs')
    await printBuild()
  }
  const { createServer, preview } = await import('vite')
  const playground = join(root, 'playground')
  process.chdir(playground)
  const server = dev
    ? await createServer({ root: playground, server: { port: port ?? 5173, host } }).then(listen)
    : await preview({ root: playground, preview: { port: port ?? 4173, host } })
  console.log(dev ? 'Serving the sources:' : 'Serving the build:')
  server.printUrls()
  console.log('  Stop with Ctrl+C.')
}

async function listen(server) {
  await server.listen()
  return server
}

function fail(what) {
  console.error(`${what}; the messages above say why.`)
  process.exitCode = 1
}

function readOptions() {
  try {
    const { port, host, dev, help } = parseOptions(process.argv.slice(2))
    if (port !== undefined && !/^\d{1,5}$/.test(port)) {
      throw new Error(`"${port}" is not a port number`)
    }
    return { port: port && Number(port), host: host === '' ? true : host, dev, help }
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    return process.exit(2)
  }
}

/** `--host` may stand alone, as with Vite; `parseArgs` wants a value. */
function parseOptions(args) {
  const alone = (index) => args[index + 1] === undefined || args[index + 1].startsWith('-')
  const complete = args.map((arg, index) => (arg === '--host' && alone(index) ? '--host=' : arg))
  return parseArgs({
    args: complete,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      dev: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values
}
