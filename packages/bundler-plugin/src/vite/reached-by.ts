import type { EnvironmentModuleNode } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import { entryId } from './resolve-entries.ts'

/** A plugin whose entry an edit reaches, because no module below it takes the edit. */
export interface Reached {
  readonly plugin: PluginSource
  /** Names of the features that it reaches on its way. */
  readonly features: readonly string[]
}

/** Which plugins' entries these modules reach, going by Vite's own rule: up to what accepts itself. */
export function reachedBy(
  modules: Iterable<EnvironmentModuleNode>,
  plugins: readonly PluginSource[],
): Reached[] {
  const byEntry = new Map(plugins.map((plugin) => [entryId(plugin.id), plugin]))
  const seen = new Set(modules)
  const reached = new Set<PluginSource>()
  // A set grows while it is walked.
  for (const module of seen) {
    const plugin = byEntry.get(module.id ?? '')
    if (plugin) reached.add(plugin)
    if (plugin || module.isSelfAccepting) continue
    for (const importer of module.importers) {
      if (!importer.acceptedHmrDeps.has(module)) seen.add(importer)
    }
  }
  const files = new Set(
    [...seen].flatMap(({ file, isSelfAccepting }) => (file && !isSelfAccepting ? [file] : [])),
  )
  return [...reached].map((plugin) => ({
    plugin,
    features: Object.keys(plugin.features).filter((name) => files.has(plugin.features[name] ?? '')),
  }))
}
