import type { PluginManifestInput } from '@mortise/shared'

export type CachingInput = NonNullable<NonNullable<PluginManifestInput['loading']>['caching']>

/** What a host decides about keeping the code of its plugins. */
export interface CacheOptions {
  /** For plugins whose manifest does not say; `memory`, which keeps nothing, by default. */
  storage?: NonNullable<CachingInput['storage']>
  /** MB that all plugins together may take on disk; 50 by default. */
  maxSize?: number
  /** How long a chunk may be on its way before a kept one is taken, in ms; 3000 by default. */
  deadline?: number
  /** Asks the browser not to clear the storage under pressure. Firefox asks the user. */
  persist?: boolean
}
