import type { late } from '../errors.ts'
import { joined, type Join } from '../joint.ts'
import type { Namespace } from '../plugin.ts'
import type { ManagedPlugin } from './managed-plugin.ts'
import type { LoadedPlugin } from './registration.ts'

/** Features of each generation that are open, or about to be. */
export type OpenFeatures = WeakMap<LoadedPlugin, Map<string, Join<Namespace>>>

/** The module of a running plugin's feature; callers at the same time share one fetch. */
export async function openFeature(
  plugin: ManagedPlugin,
  opened: OpenFeatures,
  name: string,
  signal: AbortSignal | undefined,
  explain: typeof late,
): Promise<Namespace> {
  const { loaded, status } = plugin
  if (!loaded || status.state !== 'ready') {
    throw await explain('lifecycleNotRunning', { ...status, feature: name })
  }
  const features = opened.get(loaded) ?? new Map<string, Join<Namespace>>()
  opened.set(loaded, features)
  return joined(features, name, (last) =>
    open(plugin, loaded, name, last, explain).catch((error: unknown) => {
      features.delete(name)
      throw error
    }),
  )(signal)
}

async function open(
  { id, version }: ManagedPlugin,
  { release, features, load }: LoadedPlugin,
  name: string,
  signal: AbortSignal,
  explain: typeof late,
): Promise<Namespace> {
  const feature = features[name]
  if (!feature) {
    const known = Object.keys(features)
    throw await explain('lifecycleFeatureMissing', { id, version, name, known })
  }
  const { chunk } = release?.manifest.features[name] ?? {}
  if (chunk) await load?.(chunk, signal)
  signal.throwIfAborted()
  try {
    return await feature()
  } catch (cause) {
    const part = `feature "${name}"`
    throw await explain('lifecycleModuleThrew', { id, version, part, cause })
  }
}
