import { late } from '../errors.ts'
import type { LoadedPlugin } from '../kernel/registration.ts'
import type { Namespace, PluginDefinition } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'

type Features = Readonly<Record<string, () => Promise<Namespace>>>

/**
 * Fetches a plugin's chunks, those of the wanted feature beside them, runs its entry and checks what it exports. Bytes that arrive after the
 * signal aborted are registered and never run.
 */
export async function loadRelease(
  release: Release,
  executor: Executor,
  signal: AbortSignal,
  wanted = '',
): Promise<Omit<LoadedPlugin, 'config'>> {
  const { manifest } = release
  const { id, version, entry, chunks } = manifest
  if (manifest.manifest.loading?.sandboxing?.enabled)
    throw await late('configUnsupported', { id, version })
  const generation = executor.open(release)
  try {
    const { chunk } = manifest.features[wanted] ?? {}
    // Whoever opens the feature joins this, and hears of what goes wrong with it.
    if (chunk) generation.load(chunk).catch(() => {})
    await generation.load(entry, signal)
    signal.throwIfAborted()
    const exports = await run(generation.link(entry), { id, version, part: 'entry' })
    // The build adds `$features` to what the plugin's own entry exports.
    const { default: definition, $features: features } = exports
    if (!isPlugin(definition))
      throw await late('lifecycleNotAPlugin', { id, version, found: definition })
    const deps = [...(chunks[entry]?.deps ?? []), entry]
    return {
      definition,
      manifest: manifest.manifest,
      size: deps.reduce((total, name) => total + (chunks[name]?.size ?? 0), 0),
      feature: (name, last) => feature(release, generation, features as Features, name, last),
      dispose: () => generation.dispose(),
    }
  } catch (error) {
    generation.dispose()
    throw error
  }
}

async function feature(
  { manifest: { id, version, features: built } }: Release,
  generation: Generation,
  features: Features,
  name: string,
  signal: AbortSignal,
) {
  const open = features[name]
  if (!open)
    throw await late('lifecycleFeatureMissing', { id, version, name, known: Object.keys(features) })
  const { chunk } = built[name] ?? {}
  if (chunk) await generation.load(chunk, signal)
  signal.throwIfAborted()
  return run(open(), { id, version, part: `feature "${name}"` })
}

/** What a plugin's module throws while it is evaluated says whose module it was. */
async function run<Exports>(
  evaluation: Promise<Exports>,
  facts: { id: string; version: string; part: string },
): Promise<Exports> {
  try {
    return await evaluation
  } catch (cause) {
    throw await late('lifecycleModuleThrew', { ...facts, cause })
  }
}

function isPlugin(value: unknown): value is PluginDefinition {
  return typeof (value as PluginDefinition | undefined)?.init === 'function'
}
