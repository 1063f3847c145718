import type { LoadingInput } from '@mortise/shared'
import type { InspectedPlugin, Inspection } from '../inspection.ts'

/** What every rule may look at. */
export interface Surroundings {
  readonly inspection: Inspection
  /** Plugin id → ids of the plugins that cannot run without it, indirectly too. */
  readonly neededBy: ReadonlyMap<string, ReadonlySet<string>>
  /** Plugins of another maker than most. */
  readonly foreign: ReadonlySet<string>
}

export interface Finding {
  /** What is there, after `Plugin "…"`. */
  readonly why: string
  readonly fix: string
  /** What the fix would write into the manifest: it is compared with what this version honours. */
  readonly advice?: LoadingInput
}

/** One sentence of the document's "Best Practices". */
export interface Rule {
  readonly id: string
  /** The document's own words. */
  readonly says: string
  find(plugin: InspectedPlugin, surroundings: Surroundings): Finding | undefined
}

/** A numbered item of the document, and a section of docs/best-practices.md. */
export interface Section {
  readonly title: string
  readonly rules: readonly Rule[]
}
