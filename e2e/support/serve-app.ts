import { join } from 'node:path'
import { startDevServer } from './dev-server.ts'
import { buildApp } from './generated-app.ts'
import { startStaticServer, type StaticServer } from './static-server.ts'

/** The served app. `server` is there for the build only: it can be told to fail. */
export interface Site {
  readonly url: string
  readonly kind: 'dev' | 'build'
  readonly server?: StaticServer
}

interface Serving {
  readonly site: Site
  close(): Promise<void>
}

/** Serves an app from its sources, or what was built of it. */
export async function serveApp(folder: string, kind: Site['kind']): Promise<Serving> {
  if (kind === 'dev') {
    const { url, close } = await startDevServer(folder)
    return { close, site: { kind, url } }
  }
  const server = await startStaticServer({ folder: join(folder, 'dist') })
  return { close: server.close, site: { kind, url: server.url, server } }
}

/** Lends a generated app to the tests of a file, built where that is what they run against. */
export async function lendApp(
  folder: string,
  kind: Site['kind'],
  use: (site: Site) => Promise<void>,
): Promise<void> {
  if (kind === 'build') await buildApp(folder)
  const { close, site } = await serveApp(folder, kind)
  await use(site)
  await close()
}
