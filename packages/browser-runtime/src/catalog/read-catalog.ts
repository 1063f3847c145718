import type { Catalog, CatalogEntry } from '@mortise/shared'
import { soon } from '../deadline.ts'
import { late, trouble } from '../errors.ts'

export interface ReadCatalog {
  readonly catalog: Catalog
  /** Its own address, which the addresses in it are relative to. */
  readonly url: string
}

/** The catalog's format that this runtime reads. */
const format = 1

/**
 * Fetches a catalog and checks what a start relies on: format, version and shape. The whole schema
 * is fetched to check it in development (entries without a hash), from a foreign origin, and to say
 * what is wrong.
 * @throws CATALOG_UNREACHABLE, CATALOG_NOT_JSON, CATALOG_FORMAT, CATALOG_INVALID
 */
export async function readCatalog(address: string): Promise<ReadCatalog> {
  const { href: url, origin } = new URL(address, document.baseURI)
  // The text; else the status of an answer that is none, or why no answer came.
  const answer = fetch(url)
    .then((response): unknown => (response.ok ? response.text() : response.status))
    .catch((cause: unknown) => cause)
  if (origin === location.origin) {
    try {
      const catalog: Catalog = JSON.parse((await soon(answer)) as string)
      // Releases that failed on this device are left out by late code.
      const isGood = !localStorage.mortise && catalog.plugins.every(isTrusted)
      if (catalog.format === format && isGood) return { catalog, url }
    } catch {
      // Whatever the trouble is, it is found out below.
    }
  }
  const module = await trouble()
  return { catalog: await module.checkCatalog(answer, url, late), url }
}

function isTrusted({ id, version, manifest, integrity }: CatalogEntry) {
  return id && version && manifest && integrity
}
