import type { Namespace } from './plugin.ts'

/** The host's own copy of one shared specifier. */
export interface ProvidedModule {
  version: string
  module: Namespace
  /** Export names that the copy has; absent means all of them. */
  names?: readonly string[]
}

/** What the host's build knows: its own instances of the shared dependencies, by specifier. */
export interface HostBuild {
  provided: Readonly<Record<string, ProvidedModule>>
}

/** Empty here: the bundler plugin puts the host's own instances in this module's place. */
export const build: HostBuild = { provided: {} }
