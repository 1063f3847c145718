import type { BakedPlan, CatalogEntry, Refusal } from '@mortise/shared'
import type { Contributions } from './extensions/contribution.ts'
import type { Registration } from './kernel/registration.ts'

/** An entry and the address of the catalog it stands in. */
export interface KnownPlugin {
  readonly entry: CatalogEntry
  readonly catalogUrl: string
}

/** What the runtime takes from a plan, baked or made here. */
export interface PagePlan {
  /** By id, dependencies first, refused plugins among them: of the catalogs, or of the app's own code. */
  readonly plugins: ReadonlyMap<string, KnownPlugin | Registration>
  readonly refused: Readonly<Record<string, Words>>
  /** `<package>@<range>` to `host` or the id of a plugin. */
  readonly shared: Readonly<Record<string, string>>
  /** By plugin id, then by extension point. Shown at once, but for those that have conditions. */
  readonly contributions: Contributions
  /** Present when contributions are more than a list, so that they are judged after the start. */
  readonly judging?: Judging | undefined
}

export interface Judging extends NonNullable<BakedPlan['contributions']> {
  /** In the place of the plan's own: these were never held against the schemas of this host. */
  readonly contributions?: Contributions
}

type Words = Pick<Refusal, 'code' | 'why'> & Partial<Refusal>
