import { refuse } from '../errors.ts'
import type { Beside, LoadedPlugin } from '../kernel/registration.ts'
import type { PluginDefinition } from '../plugin.ts'
import type { Executor, Release } from './executor.ts'

/**
 * Fetches a plugin's chunks and what belongs beside them, runs its entry and checks what it exports.
 * Bytes that arrive after the signal aborted are registered and never run.
 */
export async function loadRelease(
  release: Release,
  executor: Executor,
  signal: AbortSignal,
  beside?: Beside,
): Promise<Omit<LoadedPlugin, 'config'>> {
  const { id, version, entry, size, manifest } = release.manifest
  if (manifest.loading?.sandboxing?.enabled) return refuse('configUnsupported', { id, version })
  const generation = executor.open(release)
  try {
    beside?.(release, generation.load)
    await generation.load(entry, signal)
    signal.throwIfAborted()
    const exports = await generation
      .link(entry)
      .catch((cause: unknown) =>
        refuse('lifecycleModuleThrew', { id, version, part: 'entry', cause }),
      )
    // The build adds `$features` to what the plugin's own entry exports.
    const { default: definition, $features } = exports
    if (typeof (definition as Partial<PluginDefinition> | undefined)?.init !== 'function') {
      return await refuse('lifecycleNotAPlugin', { id, version, found: definition })
    }
    return {
      ...generation,
      definition: definition as PluginDefinition,
      manifest,
      release,
      size,
      features: $features as LoadedPlugin['features'],
    }
  } catch (error) {
    generation.dispose()
    throw error
  }
}
