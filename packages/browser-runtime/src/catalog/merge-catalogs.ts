import type { CatalogEntry } from '@mortise/shared'
import type { ReadCatalog } from './read-catalog.ts'

/** An entry and the address of the catalog it stands in. */
export interface KnownPlugin {
  entry: CatalogEntry
  catalogUrl: string
}

/** One list of all catalogs, in their order. The first plugin with an id wins. */
export function mergeCatalogs(
  catalogs: readonly ReadCatalog[],
  taken: (id: string) => boolean,
  onDuplicate: (id: string, url: string) => void,
): Map<string, KnownPlugin> {
  const known = new Map<string, KnownPlugin>()
  for (const { catalog, url } of catalogs) {
    for (const entry of catalog.plugins) {
      if (known.has(entry.id) || taken(entry.id)) onDuplicate(entry.id, url)
      else known.set(entry.id, { entry, catalogUrl: url })
    }
  }
  return known
}
