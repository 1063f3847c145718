import type { BuildManifest } from '@mortise/shared'
import type { LoadedPlugin } from '../kernel/registration.ts'
import type { Namespace } from '../plugin.ts'

/** One build of a plugin and where it lies. */
export interface Release {
  readonly manifest: BuildManifest
  /** Address of the build manifest, which the addresses in it are relative to. */
  readonly url: string
}

/** One running instance of a plugin's code. */
export interface Generation {
  /** What the executor cannot vouch for. */
  readonly notes?: LoadedPlugin['notes']
  /** Brings all bytes that a chunk needs, its styles and shared dependencies included. */
  load(chunk: string, signal?: AbortSignal): Promise<void>
  /** Runs a chunk that was brought, once, and gives its exports. */
  link(chunk: string): Promise<Namespace>
  /** Lets go of the instance, its styles, and of factories that nobody else uses. */
  dispose(): void
}

/** Turns a release's chunks into a running generation. */
export interface Executor {
  open(release: Release): Generation
}
