/** From where a tab takes plugins in the place of those that are deployed, and until when. */
export interface Override {
  /** Address of the catalog. */
  readonly catalog: string
  /** In ms since the epoch. */
  readonly until: number
}

/** Of a tab, what keeps an override and what a link came with. */
export interface OverridePlace {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** The address that the page was opened at. */
  readonly opened: string
  now(): number
}

/** The name in a link, and under which the tab remembers. */
const attachKey = 'mortise-attach'

/** Eight hours: a working day. In ms. */
const lifetime = 28_800_000

/** The override of the link that the page was opened with, else the one that the tab remembers. */
export function readOverride({ storage, opened, now }: OverridePlace): Override | undefined {
  const catalog = new URL(opened).searchParams.get(attachKey)
  if (!catalog) return remembered(storage)
  const override = { catalog, until: now() + lifetime }
  storage.setItem(attachKey, JSON.stringify(override))
  return override
}

export function forgetOverride({ storage }: Pick<OverridePlace, 'storage'>): void {
  storage.removeItem(attachKey)
}

/** The same address without the override: it is not to be bookmarked, nor to begin again by itself. */
export function withoutOverride(address: string): string {
  const url = new URL(address)
  url.searchParams.delete(attachKey)
  return url.href
}

function remembered(storage: OverridePlace['storage']): Override | undefined {
  try {
    const { catalog, until } = JSON.parse(storage.getItem(attachKey) ?? '{}') as Partial<Override>
    return catalog && until ? { catalog, until } : undefined
  } catch {
    return undefined
  }
}
