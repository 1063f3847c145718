import type { Catalog } from '@mortise/shared'
import type { ReadCatalog } from '../catalog/read-catalog.ts'

/** Reads catalogs again, as long as they say the same without parsing them. */
export type ReadAgain = () => Promise<readonly ReadCatalog[]>

/**
 * Gives the catalogs that say something else than when the page took them over. The browser asks with
 * the ETag that it has, so what has not changed costs one answer without a body. Never rejects: a
 * server that cannot be reached has nothing new.
 */
export function createReadAgain(
  catalogs: () => readonly ReadCatalog[],
  sift: (catalog: Catalog, url: string) => Catalog,
): ReadAgain {
  /** Texts that say what the page has. */
  const known = new WeakMap<Catalog, string>()

  async function read({ url, catalog }: ReadCatalog): Promise<readonly ReadCatalog[]> {
    try {
      const response = await fetch(url, { cache: 'no-cache', priority: 'low' })
      const text = response.ok ? await response.text() : ''
      if (!text || known.get(catalog) === text) return []
      const found: Catalog = JSON.parse(text)
      if (found.format !== catalog.format) return []
      const sifted = sift(found, url)
      if (fingerprint(sifted) !== fingerprint(catalog)) return [{ url, catalog: sifted }]
      known.set(catalog, text)
    } catch {
      // It is asked again.
    }
    return []
  }

  return async () => (await Promise.all(catalogs().map(read))).flat()
}

/** What of a catalog concerns a page that runs. */
function fingerprint({ plugins, together }: Catalog) {
  return JSON.stringify([plugins, together])
}
