import { join } from 'node:path'
import { buildApp } from './build-app.mjs'
import { startBrowser } from './measure/browser.mjs'
import { createProxy, networks } from './network/delaying-proxy.mjs'
import { selfSigned } from './network/self-signed.mjs'
import { createFolderReader, serveFolder } from './network/serve-folder.mjs'

/**
 * What the measures have in common: one browser, and each app built once.
 * @param folder Where the apps are written.
 */
export async function openStage(folder) {
  const certificate = selfSigned()
  const browsers = []
  const start = async (isOptimised) => {
    const started = await startBrowser(certificate, isOptimised)
    browsers.push(started)
    return started
  }
  const browser = await start(true)
  const unoptimised = once(() => start(false))
  const apps = new Map()
  const readFolder = createFolderReader()
  let count = 0

  return {
    browser,
    folder,
    /** The built app for a cell: by contender, variant, installed, active and changed. */
    app(cell) {
      const name = nameOf(cell)
      if (!apps.has(name)) apps.set(name, buildApp(cell.contender, join(folder, name), cell))
      return apps.get(name)
    },
    /** For what is written anew each time. */
    nextNumber: () => ++count,
    buildAnew: (cell) => buildApp(cell.contender, join(folder, `${nameOf(cell)}-anew`), cell),
    /**
     * Runs a visit in a context of its own, against a server of its own behind the network.
     * `isOptimised: false`: in a browser whose heap has no compiled code.
     */
    async visit(out, network, work, { protocol, isOptimised = true } = {}) {
      const server = await serveFolder(out, { certificate, readFolder, protocol })
      const proxy = await createProxy(server.port, networks[network])
      const context = await (isOptimised ? browser : await unoptimised()).newContext()
      const switchOff = once(async () => {
        await proxy.close()
        await server.close()
      })
      try {
        const address = `https://127.0.0.1:${proxy.port}/`
        return await work({ context, server, switchOff, address })
      } finally {
        await context.close()
        await switchOff()
      }
    },
    async close() {
      for (const one of browsers) await one.close()
    },
  }
}

function once(work) {
  let done
  return () => (done ??= work())
}

const nameOf = ({ contender, variant = 'plain', installed, active = 0, changed = [] }) =>
  [contender, variant, installed, active, ...(changed.length ? ['changed', ...changed] : [])].join(
    '-',
  )
