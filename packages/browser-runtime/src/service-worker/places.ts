import type { OfflinePlan } from '@mortise/shared'

/** What addresses are to the worker. All of them are absolute, and `base` is the folder it lies in. */
export interface Places {
  /** The address under which the page is kept. */
  readonly page: string
  readonly catalog: string
  /** What a start needs besides: address → integrity. */
  readonly files: ReadonlyMap<string, string>
  at(address: string): string
  /** Whether the address tells the content, so that what is kept of it is right for ever. */
  isHashed(url: string): boolean
  isPack(url: string): boolean
  /** Whether a navigation there gets the app's page. What looks like a file is one. */
  isRoute(url: string): boolean
}

export function createPlaces(plan: OfflinePlan, base: string): Places {
  const at = (address: string) => new URL(address, base).href
  const folders = plan.folders.map(at)
  const packs = at(plan.packs)
  const files = new Map(
    Object.entries(plan.files).map(([address, integrity]) => [at(address), integrity]),
  )
  return {
    page: at('./'),
    catalog: at(plan.catalog.address),
    files,
    at,
    isHashed: (url) => files.has(url) || folders.some((folder) => url.startsWith(folder)),
    isPack: (url) => url.startsWith(packs) && url.endsWith('.js'),
    isRoute: (url) => !new URL(url).pathname.split('/').at(-1)?.includes('.'),
  }
}
