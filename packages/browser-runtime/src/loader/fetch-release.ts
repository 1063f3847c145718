import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import { soon } from '../deadline.ts'
import { late, trouble } from '../errors.ts'
import type { Release } from './executor.ts'

/** The build manifest's format that this runtime reads. */
const format = 1

/**
 * A plugin's build manifest: out of the catalog, or fetched, and the catalog's hash vouches for it.
 * Without a hash, which is so in development, the whole schema is checked.
 * @throws MANIFEST_UNREACHABLE, MANIFEST_INTEGRITY, MANIFEST_NOT_JSON, MANIFEST_INVALID,
 * MANIFEST_UNKNOWN_KEY, MANIFEST_FORMAT, MANIFEST_OTHER
 */
export async function fetchRelease(
  { entry, catalogUrl }: { readonly entry: CatalogEntry; readonly catalogUrl: string },
  signal?: AbortSignal,
): Promise<Release> {
  const { id, integrity, build } = entry
  const url = new URL(entry.manifest, catalogUrl).href
  if (integrity) {
    try {
      const ask = () => fetch(url, { integrity, signal: signal as AbortSignal })
      const manifest: BuildManifest = build ?? (await soon(ask().then((answer) => answer.json())))
      if (manifest.format === format && manifest.id === id) return { manifest, url }
    } catch {
      signal?.throwIfAborted()
    }
  }
  // Whatever the trouble is, or if it is only late: what helps is fetched when it is needed.
  const module = await trouble()
  return { manifest: await module.readManifest(entry, url, late, signal), url }
}
