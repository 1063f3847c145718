import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Catalog } from '@mortise/shared'
import { startStaticServer, type StaticServer } from './static-server.ts'

export interface NextReleases {
  /** Address of a catalog with all of them. */
  readonly catalog: string
  /** The lab's catalog with the next releases of these plugins in the place of their own. */
  merged(...ids: string[]): (bytes: Buffer) => Buffer
  readonly server: StaticServer
}

const folder = fileURLToPath(new URL('../lab/next/dist', import.meta.url))

/** Newer releases of plugins of the lab, on a server of their own, as another team deploys them. */
export async function serveNextReleases(): Promise<NextReleases> {
  const server = await startStaticServer({
    folder,
    headers: { 'access-control-allow-origin': '*' },
  })
  const catalog = `${server.url}/plugins.json`
  const { plugins: next }: Catalog = JSON.parse(readFileSync(`${folder}/plugins.json`, 'utf8'))
  return {
    catalog,
    server,
    merged:
      (...ids) =>
      (bytes) => {
        const { format, plugins }: Catalog = JSON.parse(bytes.toString())
        const merged = plugins.map((entry) => {
          const newer = ids.includes(entry.id) && next.find(({ id }) => id === entry.id)
          return newer ? { ...newer, manifest: new URL(newer.manifest, catalog).href } : entry
        })
        return Buffer.from(JSON.stringify({ format, plugins: merged }))
      },
  }
}
