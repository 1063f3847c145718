import { MortiseError } from '@mortise/shared'
import type { Paint } from '../paint.ts'
import { problemLines } from '../report.ts'
import { createPluginBuilder, type BuilderOptions, type PluginBuilder } from './plugin-builder.ts'
import { serveBuilds, type BuildServer } from './serve-builds.ts'
import { watchFolders } from './watch-folders.ts'

export interface DevOptions extends BuilderOptions {
  /** Address of a page of the host. */
  readonly attach: URL
  readonly port: number
}

/** After a change, what an editor still writes. In ms. */
const quiet = 15

/**
 * Serves plugins from this machine to a deployed host, and builds them anew after each change, until
 * the signal aborts.
 * @throws what the first builder throws.
 */
export async function dev(
  options: DevOptions,
  say: (text: string) => void,
  paint: Paint,
  signal: AbortSignal,
): Promise<void> {
  let builder = await createPluginBuilder(options)
  const server = await serveBuilds(options.port, options.attach.origin)
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isStale = false
  let catalog = 'plugins.json'

  const watcher = watchFolders((file) => {
    isStale ||= builder.isAbout(file)
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(renew)
    }, quiet)
  })

  async function renew() {
    const began = performance.now()
    try {
      if (isStale) builder = await createPluginBuilder(options)
      isStale = false
      catalog = await offer(builder, server)
      const took = Math.round(performance.now() - began)
      say(`${paint('green', 'built')} in ${took} ms`)
    } catch (error) {
      server.fail(plainText(error))
      say(wordsOf(error, paint))
    }
    watcher.follow(await builder.folders())
  }

  await renew()
  say(linkLines(options, catalog, paint))
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  clearTimeout(timer)
  watcher.close()
  await running
  await server.close()
}

/** Files have a hash in their name, so a build that changes nothing is the same build. */
async function offer(builder: PluginBuilder, server: BuildServer) {
  const build = await builder.build()
  server.offer(build)
  return build.catalog
}

function linkLines({ attach, port }: DevOptions, catalog: string, paint: Paint) {
  const link = new URL(attach)
  link.searchParams.set('mortise-attach', `http://localhost:${port}/${catalog}`)
  return [
    '',
    `  ${paint('bold', link.href)}`,
    '',
    `  Opens the host with the plugin of this machine, in that tab and for eight hours.`,
    `  The host must list http://localhost:${port} under "attach" of createHost().`,
    '',
  ].join('\n')
}

function wordsOf(error: unknown, paint: Paint) {
  if (error instanceof MortiseError) return problemLines(error, paint).join('\n')
  return `${paint('red', '✗')} ${textOf(error)}`
}

/** For a page: no colours. */
function plainText(error: unknown) {
  // oxlint-disable-next-line no-control-regex
  return textOf(error).replaceAll(/\u001B\[[\d;]*m/g, '')
}

function textOf(error: unknown) {
  return error instanceof Error ? error.message : String(error)
}
