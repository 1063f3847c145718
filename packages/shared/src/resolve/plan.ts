import type { ErrorCode } from '../mortise-error.ts'

type Ranges = Readonly<Record<string, string>>

/** What the plan must know of a plugin; an entry of the catalog has this form. */
export interface PlanPlugin {
  readonly id: string
  readonly version: string
  /** A lower number goes first, after dependencies; 100 when absent. */
  readonly initialization?: { readonly priority?: number | undefined } | undefined
  /** Position among the plugins that were given to `use`; those of a catalog have none. */
  readonly registration?: number | undefined
  /** Plugins that this one needs: id to range. */
  readonly dependencies?: Ranges | undefined
  /** Plugins that this one can do without: id to range. */
  readonly optional?: Ranges | undefined
  /** What a cycle through this plugin means; absent means `warn`. */
  readonly circular?: 'error' | 'allow' | undefined
  /** Shared dependencies: package to range or ranges. */
  readonly shared?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Packages of `shared` that the plugin takes as peers: one instance for the page. */
  readonly peers?: readonly string[] | undefined
  /** Fallback providers that come with the plugin: package to version. */
  readonly provides?: Ranges | undefined
}

export interface PlanInput {
  readonly plugins: readonly PlanPlugin[]
  /** The host's own shared packages: package to version. */
  readonly provided: Ranges
}

/** Why a plugin cannot run: what a `MortiseError` of it says, as plain data. */
export interface Refusal {
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
  /** Id of the refused plugin that this one needs. */
  readonly causedBy?: string
}

/** Which instance of a shared dependency answers a requirement. */
export interface SharedChoice {
  /** `host`, or the id of the plugin that brings it. */
  readonly provider: string
  readonly version: string
}

/** The resolver's frozen answer for the whole page. */
export interface Plan {
  /** What `planInput` gives for the same input. */
  readonly input: string
  /** Ids of the plugins that can run, dependencies first. */
  readonly order: readonly string[]
  readonly refused: Readonly<Record<string, Refusal>>
  /** Groups of plugins that need each other, each in the order of `order`. */
  readonly cycles: readonly (readonly string[])[]
  /** By requirement: `<package>@<range>`. */
  readonly shared: Readonly<Record<string, SharedChoice>>
}
