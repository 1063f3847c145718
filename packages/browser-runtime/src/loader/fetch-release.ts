import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import type { Release } from './executor.ts'

/** The build manifest's format that this runtime reads. */
const format = 1

/**
 * Fetches a plugin's build manifest; the catalog's hash vouches for it. Without a hash, which is so
 * in development, the whole schema is checked.
 * @throws MANIFEST_UNREACHABLE, MANIFEST_INTEGRITY, MANIFEST_NOT_JSON, MANIFEST_INVALID,
 * MANIFEST_FORMAT
 */
export async function fetchRelease(
  entry: CatalogEntry,
  catalogUrl: string,
  signal?: AbortSignal,
): Promise<Release> {
  const url = new URL(entry.manifest, catalogUrl).href
  const manifest = entry.integrity && (await fetchManifest(entry, url, signal))
  if (manifest) return { manifest, url }
  const { readManifest } = await import('./read-manifest.ts')
  return { manifest: await readManifest(entry, url, signal), url }
}

/** Nothing means trouble, whatever it is: the diagnosis is fetched when it is needed. */
async function fetchManifest(
  { id, integrity = '' }: CatalogEntry,
  url: string,
  signal: AbortSignal | undefined,
): Promise<BuildManifest | undefined> {
  try {
    const response = await fetch(url, { integrity, signal: signal ?? null })
    const manifest: BuildManifest = await response.json()
    return manifest.format === format && manifest.id === id ? manifest : undefined
  } catch {
    signal?.throwIfAborted()
    return undefined
  }
}
