import type { ErrorCode } from '../mortise-error.ts'
import type { HostPolicy } from './host-policy.ts'
import type { ResolutionBlock } from './settings.ts'

type Ranges = Readonly<Record<string, string>>
type Versions = Readonly<Record<string, string>>

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
  /** How the plugin wants its versions chosen; what is absent has the contract's default. */
  readonly dependencyResolution?: ResolutionBlock | undefined
  /** Shared dependencies: package to range or ranges. */
  readonly shared?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Packages of `shared` that the plugin takes as peers: one instance for the page. */
  readonly peers?: readonly string[] | undefined
  /** Fallback providers that come with the plugin: package to version. */
  readonly provides?: Versions | undefined
  /** Ids of the protocols that the plugin implements. */
  readonly implements?: readonly string[] | undefined
  /** Protocols that the plugin wants of others: plugin id to ids of protocols. */
  readonly requires?: Readonly<Record<string, readonly string[]>> | undefined
  /** Versions of the host's engine that the plugin runs on. */
  readonly engine?: Ranges | undefined
  /** Bytes of the plugin's own chunks and styles. Decides nothing: `whatIf` adds it up. */
  readonly size?: number | undefined
  /** Bytes of the fallback providers in `provides`. Decides nothing. */
  readonly providesSize?: Readonly<Record<string, number>> | undefined
}

export interface PlanInput {
  /** May hold several versions of one id: the plan picks one of them. */
  readonly plugins: readonly PlanPlugin[]
  /** The host's own shared packages: package to version. */
  readonly provided: Versions
  /** Groups of packages that belong together, such as react and react-dom: each comes from one provider. */
  readonly together?: readonly (readonly string[])[] | undefined
  readonly policy?: HostPolicy | undefined
  /** Versions of the host's engine; a plugin's `engine` is checked against those that are here. */
  readonly engine?: Versions | undefined
}

/** Why a plugin cannot run: what a `MortiseError` of it says, as plain data. */
export interface Refusal {
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
  /** Id of the refused plugin that this one needs. */
  readonly causedBy?: string
  /** What cannot be had: a plugin, a package or an engine, and the range that it is wanted in. */
  readonly needs?: { readonly name: string; readonly range: string }
}

/** What a plugin asked for and does not get, and runs all the same. */
export interface PlanWarning {
  readonly code: ErrorCode
  readonly plugin: string
  readonly why: string
  readonly fix: string
}

/** Which instance of a shared dependency answers a requirement. */
export interface SharedChoice {
  /** `host`, or the id of the plugin that brings it. */
  readonly provider: string
  readonly version: string
}

/** What one running plugin gets. */
export interface Wiring {
  readonly version: string
  /** Plugins that it needs or can use: id to version. */
  readonly plugins: Versions
  /** By requirement: `<package>@<range>`. A peer that is missing has no entry. */
  readonly shared: Readonly<Record<string, SharedChoice>>
}

/** The resolver's frozen answer for the whole page. */
export interface Plan {
  /** What `planInput` gives for the same input. */
  readonly input: string
  /** A short hash of what was decided. Other inputs may lead to the same decisions. */
  readonly hash: string
  /** Ids of the plugins that can run, dependencies first. */
  readonly order: readonly string[]
  readonly refused: Readonly<Record<string, Refusal>>
  readonly warnings: readonly PlanWarning[]
  /** Groups of plugins that need each other, each in the order of `order`. */
  readonly cycles: readonly (readonly string[])[]
  /**
   * By requirement: `<package>@<range>`. Where one plugin is answered otherwise than the others,
   * its answer stands under `<plugin> <package>@<range>`.
   */
  readonly shared: Readonly<Record<string, SharedChoice>>
  /** By id, of the plugins that can run. */
  readonly wiring: Readonly<Record<string, Wiring>>
}
