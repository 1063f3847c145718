const mark = '#override'

/**
 * The address of a catalog whose plugins go before those of the others, whatever their versions: its
 * fragment says so, which no server sees and which stays with the catalog wherever its address goes.
 */
export function overrideAddress(catalog: string): string {
  return catalog.replace(/#.*$/, '') + mark
}

export function isOverride(url: string): boolean {
  return url.endsWith(mark)
}
