import type { late } from '../errors.ts'
import type { Namespace, Plugin, PluginStatus } from '../plugin.ts'

/** What of a contribution leads to code. */
export interface FeatureContribution {
  readonly pluginId: string
  readonly feature?: unknown
}

export interface ResolverPorts {
  readonly late: typeof late
  load(id: string, options: { feature: string; signal?: AbortSignal | undefined }): Promise<Plugin>
  /** What is known of a plugin. */
  plugin(id: string): { strategy: string; status: PluginStatus } | undefined
}

/** Somebody has asked for a plugin in one of these states. */
const asked = /^(loading|loaded|initializing|ready|reloading)$/

/**
 * The module of the feature that a contribution names. Callers at the same time share one load.
 * @throws EXTENSION_WITHOUT_FEATURE, EXTENSION_ON_DEMAND; what `loadPlugin` and `feature` throw.
 */
export async function resolveContribution(
  { pluginId, feature }: FeatureContribution,
  { signal }: { signal?: AbortSignal | undefined },
  { load, plugin, late: explain }: ResolverPorts,
): Promise<Namespace> {
  signal?.throwIfAborted()
  if (typeof feature !== 'string' || !feature) {
    throw await explain('extensionWithoutFeature', { pluginId })
  }
  const { strategy, status } = plugin(pluginId) ?? {}
  // Contract, `strategy`: on-demand is an explicit load(id) only.
  if (strategy === 'on-demand' && !asked.test(status?.state ?? '')) {
    throw await explain('extensionOnDemand', { pluginId, feature })
  }
  const loaded = await load(pluginId, { feature, signal })
  return loaded.feature(feature, signal && { signal })
}
