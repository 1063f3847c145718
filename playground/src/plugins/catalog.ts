/** The part of the catalog that the console shows. */
export interface InstalledPlugin {
  id: string
  version: string
  strategy: string
}

interface CatalogFile {
  plugins: readonly { id: string; version: string; strategy?: string }[]
}

/** All installed plugins. The host has fetched the file already, so this is a cache hit. */
export async function readCatalog(address: string): Promise<readonly InstalledPlugin[]> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`The catalog answered with ${response.status}`)
  const { plugins }: CatalogFile = await response.json()
  return plugins.map(({ id, version, strategy = 'lazy' }) => ({ id, version, strategy }))
}
