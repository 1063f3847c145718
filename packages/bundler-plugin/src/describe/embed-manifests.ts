import { posix } from 'node:path'
import type { BuildManifest, Catalog } from '@mortise/shared'
import type { Pack } from './pack.ts'

/**
 * The catalog with these build manifests in their entries: a page that needs them at once has them.
 * Packs are the host's, so only there a chunk says in which pack it comes. `folderOf` gives the folder
 * that the addresses in a plugin's build manifest are relative to.
 */
export function embedManifests(
  catalog: Catalog,
  manifests: ReadonlyMap<string, BuildManifest>,
  packs: readonly Pack[],
  folderOf: (id: string) => string,
): Catalog {
  const packOf = new Map(packs.flatMap((pack) => pack.chunks.map(({ address }) => [address, pack])))
  const plugins = catalog.plugins.map((entry) => {
    const manifest = manifests.get(entry.id)
    if (!manifest) return entry
    const folder = folderOf(entry.id)
    const chunks = Object.entries(manifest.chunks).map(([name, chunk]) => {
      const pack = packOf.get(posix.join(folder, chunk.file))
      return [name, pack ? { ...chunk, pack: placeOf(pack, folder) } : chunk]
    })
    return { ...entry, build: { ...manifest, chunks: Object.fromEntries(chunks) } }
  })
  return { ...catalog, plugins }
}

function placeOf({ file, integrity, chunks }: Pack, folder: string) {
  return { file: posix.relative(folder, file), integrity, chunks: chunks.length }
}
