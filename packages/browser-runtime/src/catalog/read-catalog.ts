import type { Catalog, CatalogEntry } from '@mortise/shared'
import { late } from '../errors.ts'

export interface ReadCatalog {
  readonly catalog: Catalog
  /** Its own address, which the addresses in it are relative to. */
  readonly url: string
}

/** The catalog's format that this runtime reads. */
const format = 1

/** A catalog that never answers must not hold the start up for ever. In ms. */
const timeout = 30_000

/**
 * Fetches a catalog and checks what a start relies on: format, version and shape. The whole schema
 * is fetched to check it in development (entries without a hash), from a foreign origin, and to say
 * what is wrong.
 * @throws CATALOG_UNREACHABLE, CATALOG_NOT_JSON, CATALOG_FORMAT, CATALOG_INVALID
 */
export async function readCatalog(address: string): Promise<ReadCatalog> {
  const { href: url, origin } = new URL(address, document.baseURI)
  const text = await fetchText(url)
  const catalog = origin === location.origin && readTrusted(text)
  if (catalog) return { catalog, url }
  const { parseCatalog, parseJson } = await import('@mortise/shared/manifest')
  return { catalog: parseCatalog(parseJson(text, url, 'catalog'), url), url }
}

async function fetchText(url: string): Promise<string> {
  const { text, ...trouble }: { text?: string; status?: number; cause?: unknown } = await fetch(
    url,
    { signal: AbortSignal.timeout(timeout) },
  )
    .then(async (response) =>
      response.ok ? { text: await response.text() } : { status: response.status },
    )
    .catch((cause: unknown) => ({ cause }))
  if (text === undefined) throw await late('catalogUnreachable', { url, ...trouble })
  return text
}

/** The catalog, or nothing when it has not the shape that a start relies on. */
function readTrusted(text: string): Catalog | undefined {
  try {
    const catalog: Catalog = JSON.parse(text)
    return catalog.format === format && catalog.plugins.every(isTrusted) ? catalog : undefined
  } catch {
    return undefined
  }
}

function isTrusted({ id, version, manifest, integrity }: CatalogEntry) {
  return [id, version, manifest, integrity].every((field) => typeof field === 'string' && field)
}
