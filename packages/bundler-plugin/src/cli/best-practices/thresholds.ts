/** Where advice begins. docs/best-practices.md says why there. */
export const thresholds = {
  /** Plugins that need one; from here on its failure is everybody's. */
  neededByMany: 3,
  /** Bytes of a plugin's own sources, or of its built chunks. */
  largePlugin: 100_000,
  /** Plugins that name the same package in package.json. */
  packageUsers: 2,
  /** Seconds. */
  shortestTtl: 60,
  /** Milliseconds; a smaller budget is always broken, a larger one never. */
  budget: { least: 20, most: 10_000 },
} as const
