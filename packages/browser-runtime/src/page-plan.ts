import type { CatalogEntry, Refusal } from '@mortise/shared'
import type { Contributions } from './extensions/extensions.ts'
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
  /** By plugin id, then by extension point. */
  readonly contributions: Contributions
}

type Words = Pick<Refusal, 'code' | 'why'> & Partial<Refusal>
