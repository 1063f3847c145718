/** How a page learns of new releases. */
export interface ReleaseOptions {
  /** ms between two looks at the catalogs while the page is visible; 300000 by default. 0: none. */
  readonly interval?: number
  /** Least ms between two looks, whatever calls for them; 30000 by default. */
  readonly pause?: number
}

export const defaultReleaseOptions = { interval: 300_000, pause: 30_000 } as const
