import type { PluginManifest, PluginManifestInput } from '@mortise/shared/manifest'

/** A plugin's folder, read and checked. Paths are absolute and use forward slashes. */
export interface PluginSource {
  readonly id: string
  readonly folder: string
  /** Where the manifest was read from. */
  readonly manifestFile: string
  /** Parsed: every default filled in. */
  readonly manifest: PluginManifest
  /** As its author wrote it. */
  readonly written: PluginManifestInput
  readonly entry: string
  /** Feature name → file. */
  readonly features: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}
