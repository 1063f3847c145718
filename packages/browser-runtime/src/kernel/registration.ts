import type { PluginManifestInput, Strategy } from '@mortise/shared'
import type { Namespace, PluginDefinition } from '../plugin.ts'

/** What the kernel must know of a plugin before its code is here. */
export interface Registration {
  readonly id: string
  readonly version: string
  readonly strategy: Strategy
  readonly mode: 'sync' | 'async' | 'parallel' | 'sequential'
  readonly critical: boolean
  /** Plugins that must be ready first; this one fails with them. */
  readonly requires: readonly string[]
  /** Plugins that come first when they can. */
  readonly wants: readonly string[]
  /**
   * Brings the plugin's code, and that of one feature in the same wave. Bytes that arrive after the
   * signal aborted are not run.
   */
  load(signal: AbortSignal, feature?: string): Promise<LoadedPlugin>
}

/** One generation of a plugin's code. */
export interface LoadedPlugin {
  readonly definition: PluginDefinition
  readonly manifest: Readonly<Partial<PluginManifestInput>>
  readonly config: Readonly<Record<string, unknown>>
  /** Bytes. */
  readonly size: number
  /** Opens a feature's module, whose code is here. */
  readonly features: Readonly<Record<string, () => Promise<Namespace>>>
  /** Brings a feature's code. */
  fetchFeature(name: string, signal: AbortSignal): Promise<void>
  dispose(): void
}
