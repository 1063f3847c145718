import type { CatalogEntry, PluginManifestInput, Strategy } from '@mortise/shared'
import type { ExtensionPointDeclarations } from '@mortise/shared/contributions'
import type { Generation, Release } from '../loader/executor.ts'
import type { Namespace, PluginDefinition } from '../plugin.ts'
import type { Notes } from './status.ts'

/** What the kernel must know of a plugin before its code is here. */
export interface Registration {
  readonly id: string
  readonly version: string
  readonly strategy: Strategy
  readonly mode: 'sync' | 'async' | 'parallel' | 'sequential'
  readonly critical?: boolean | undefined
  /** Plugins that must be ready first; this one fails with them. */
  readonly requires: readonly string[]
  /** Plugins that come first when they can. */
  readonly wants: readonly string[]
  /** Services that its manifest says it provides: name to version. */
  readonly services?: Readonly<Record<string, string>> | undefined
  /** Extension points that the manifest of a plugin of the app's own code declares. */
  readonly extensionPoints?: ExtensionPointDeclarations
  /** What the catalog says; a plugin of the app's own code is in none. */
  readonly listed?: CatalogEntry | undefined
  /** The plan's choice for each shared dependency: `host`, or the id of a plugin. */
  readonly shared?: Readonly<Record<string, string>> | undefined
  /** Why the plan refuses it. */
  readonly refused?: { readonly code: string; readonly why: string } | undefined
  /** Brings the plugin's code, of this release if it is known. Bytes that arrive after the signal aborted are not run. */
  load(signal: AbortSignal, beside?: Beside, known?: Release): Promise<LoadedPlugin>
}

/** Asks, in the wave of a plugin's entry, for what else is fetched then. */
export type Beside = (release: Release, load: Generation['load']) => void

/** One generation of a plugin's code. */
export interface LoadedPlugin {
  readonly definition: PluginDefinition
  readonly manifest: Readonly<Partial<PluginManifestInput>>
  readonly config: Readonly<Record<string, unknown>>
  /** Where the code came from; a plugin of the app's own code has no release. */
  readonly release?: Release
  /** What is known of its conditions beyond that it is here, such as that it has no hash. */
  readonly notes?: Notes | undefined
  /** Bytes. */
  readonly size: number
  /** Opens a feature's module, whose code is here. */
  readonly features: Readonly<Record<string, () => Promise<Namespace>>>
  /** Brings a chunk of the release. */
  load?: Generation['load']
  /** The exports of a chunk that has run. */
  link?: Generation['link']
  dispose(): void
}
