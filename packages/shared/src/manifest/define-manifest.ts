import type { PluginManifestInput } from './plugin-manifest.ts'

/** Gives a plugin manifest in TypeScript its types; returns what it is given. */
export function defineManifest(manifest: PluginManifestInput): PluginManifestInput {
  return manifest
}
