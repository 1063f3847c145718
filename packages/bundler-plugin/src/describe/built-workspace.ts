import type { Catalog, Plan } from '@mortise/shared'
import type { BuiltPlugin } from './describe-catalog.ts'
import type { Pack } from './pack.ts'

/** Everything that the plugins' build emitted, for the host's build that follows it. */
export interface BuiltWorkspace {
  readonly plugins: readonly BuiltPlugin[]
  readonly catalog: Catalog
  readonly plan: Plan
  readonly packs: readonly Pack[]
  /** Whether a page may take the baked plan without a look at it. */
  readonly isPlain: boolean
  /**
   * Shared specifiers that plugins import → names in use, over all plugins.
   * `undefined` stands for the whole namespace.
   */
  readonly sharedNames: ReadonlyMap<string, readonly string[] | undefined>
}
