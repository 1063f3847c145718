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
  const { id, version, entry, chunks, features, manifest } = release.manifest
  if (manifest.loading?.sandboxing?.enabled) return refuse('configUnsupported', { id, version })
  const generation = executor.open(release)
  async function fetchFeature(name: string, last?: AbortSignal) {
    const { chunk } = features[name] ?? {}
    if (chunk) await generation.load(chunk, last)
  }
  try {
    beside?.(release, fetchFeature)
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
      definition: definition as PluginDefinition,
      manifest,
      release,
      notes: generation.notes,
      size: [entry, ...(chunks[entry]?.deps ?? [])].reduce(
        (total, name) => total + (chunks[name]?.size ?? 0),
        0,
      ),
      features: $features as LoadedPlugin['features'],
      fetchFeature,
      dispose: generation.dispose,
    }
  } catch (error) {
    generation.dispose()
    throw error
  }
}
