import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import type { HostPolicy } from '@mortise/shared'
import type { Namespace } from './plugin.ts'

/** The host's own copy of one shared specifier. */
export interface ProvidedModule {
  version: string
  module: Namespace
  /** Export names that the copy has; absent means all of them. */
  names?: readonly string[]
}

/** What a host decides over its plugins' heads. */
export interface HostRules {
  /** Versions, ranges, and who may not run. */
  policy?: HostPolicy | undefined
  /** Versions of the host's engine, which the plugins' `engine` is checked against. */
  engine?: Readonly<Record<string, string>> | undefined
}

/** What the host's build knows. */
export interface HostBuild {
  /** The input of the plan that it baked into the catalog: one that has this needs no new plan. */
  plan?: string
  /** What its options decide over the plugins' heads. */
  rules?: HostRules
  /** Its own instances of the shared dependencies, by specifier. */
  provided: Readonly<Record<string, ProvidedModule>>
  /** The extension points that its options declare, a module of their own: few pages need the schemas. */
  extensionPoints?(): Promise<{ extensionPoints: ExtensionPointDeclarations }>
  /** On the dev server. */
  served?: ServedPage
}

/** The way between a page and the dev server. */
export interface ServedPage {
  /** Called with what the dev server tells. */
  readonly listeners: Set<(news: ServedNews) => void>
  /** Asks for another address of a plugin's entry: a browser never asks again for a module that failed. */
  renew(id: string): void
}

/** Ids of plugins. */
export interface ServedNews {
  /** Those of which a new version of the entry is here, or would be if it had ever run. */
  readonly entries?: readonly string[]
  /** Of which manifests say something else. */
  readonly manifests?: {
    readonly added: readonly string[]
    readonly changed: readonly string[]
    readonly removed: readonly string[]
  }
}

/** Empty here: the bundler plugin puts the host's own instances in this module's place. */
export const build: HostBuild = { provided: {} }
