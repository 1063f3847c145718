import type { ErrorCode, ExplainedPlan } from '@mortise/shared'
import type { PluginManifest } from '@mortise/shared/manifest'

/** What the commands look at: the sources of a workspace, or a catalog that was built of them. */
export interface Inspection {
  /** For people: where it was found. */
  readonly where: string
  readonly plugins: readonly InspectedPlugin[]
  /** What a build, or the page, refuses: plugins, or parts of them. */
  readonly problems: readonly Found[]
  /** What is odd and may be meant, such as an optional plugin that does not fit. */
  readonly warnings: readonly Found[]
  readonly plan: ExplainedPlan
  /** Packages that host and plugins share; only sources tell. */
  readonly shared: ReadonlySet<string> | undefined
}

export interface InspectedPlugin {
  readonly id: string
  readonly version: string
  /** Every default filled in. */
  readonly manifest: PluginManifest
  /** From another maker than the host: installed from a registry, or deployed on another origin. */
  readonly isForeign: boolean
  /** Bytes of its own code: of its sources, or of what a build made of them. */
  readonly size: number
  /** Whether it imports parts of itself only when they are needed, features apart. */
  readonly importsLazily: boolean
  /** Published packages that its package.json names; none for a catalog. */
  readonly packages: readonly string[]
  /** Those of `packages` that it names as peers. */
  readonly peers: readonly string[]
  /** Places where an error without a message is made: `src/index.ts:12`. Only sources tell. */
  readonly silentErrors: readonly string[]
}

/** One thing that was found. */
export interface Found {
  readonly code: ErrorCode
  /** Absent when it is about the host. */
  readonly plugin?: string | undefined
  readonly why: string
  readonly fix: string
}
