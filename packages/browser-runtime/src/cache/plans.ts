import type { Build } from './entry.ts'

/** A build as a host has it in its plan. */
export interface PlannedBuild extends Build {
  /** What the plugin is wired to there. */
  readonly wiring: string
}

/** What the plans of the page's hosts say. */
export interface Plans {
  /** Hosts may have several releases of a plugin: that of the wanted version comes first. */
  buildOf(wanted: Pick<Build, 'id' | 'version'>): PlannedBuild | undefined
  /** Ids of the plugins with chunks in the pack that has this hash. */
  packedIn(integrity: string): readonly string[]
}
