import type { Catalog, CatalogEntry } from '@mortise/shared'
import { createReleaseMemory, type ReleaseMemory } from './memory.ts'

/**
 * A catalog in which the last good release stands where a bad one stood. A plugin that needs one of
 * those may have to stay behind with it, so its own last good release is listed too: the resolver
 * picks what fits together, and the plan that the build made counts no more.
 */
export function siftCatalog(
  catalog: Catalog,
  url: string,
  memory: Pick<ReleaseMemory, 'bad' | 'good'> = createReleaseMemory(),
): Catalog {
  const bad = memory.bad()
  if (!bad.length) return catalog
  const isBad = ({ id, integrity }: CatalogEntry) =>
    bad.some((release) => release.pluginId === id && release.integrity === integrity)
  const good = new Map(
    memory.good().flatMap(({ entry, catalog: address }) => {
      return address === url && !isBad(entry) ? [[entry.id, entry] as const] : []
    }),
  )
  const behind = new Set(
    catalog.plugins.filter((entry) => isBad(entry) && good.has(entry.id)).map(({ id }) => id),
  )
  if (!behind.size) return catalog
  const { plan: _, plugins, ...rest } = catalog
  return { ...rest, plugins: plugins.flatMap(standIns) }

  function standIns(entry: CatalogEntry): readonly CatalogEntry[] {
    const last = good.get(entry.id)
    if (!last) return [entry]
    if (isBad(entry)) return [last]
    const needed = Object.keys({ ...entry.dependencies, ...last.dependencies })
    const mayStay = last.version !== entry.version && needed.some((id) => behind.has(id))
    return mayStay ? [entry, last] : [entry]
  }
}

/** Marks of releases that the catalog at this address lists no more are of no use. */
export function forgetUnlisted(
  { plugins }: Catalog,
  url: string,
  memory: Pick<ReleaseMemory, 'forget'> = createReleaseMemory(),
): void {
  const listed = new Set(plugins.map(({ integrity }) => integrity))
  memory.forget(({ catalog, integrity }) => catalog === url && !listed.has(integrity))
}
