import type { PlanPlugin, PluginManifestInput } from '@mortise/shared'
import { servicesOf } from '@mortise/shared/plan-facts'
import type { late } from './errors.ts'
import type { Registration } from './kernel/registration.ts'
import type { UsedPlugin } from './used-plugin.ts'

type Manifest = Partial<PluginManifestInput>

/** Values of a plugin's `configuration`. */
export type Configure = (
  id: string,
  manifest: Manifest,
) => Promise<Readonly<Record<string, unknown>>>

/** A plugin object as the kernel knows it: its code is here, so without `loading` it starts at once. */
export function registrationOf(
  { id, version, definition }: UsedPlugin,
  { configure, late: explain }: { configure: Configure; late: typeof late },
): Registration {
  const manifest: Manifest = definition.manifest ?? {}
  const { loading = { strategy: 'eager' } } = manifest
  const { strategy = 'lazy', initialization, sandboxing } = loading
  return {
    id,
    version,
    strategy,
    mode: initialization?.mode ?? 'async',
    critical: initialization?.critical ?? false,
    requires: Object.keys(rangesOf(definition) ?? {}),
    wants: [],
    services: servicesOf(manifest),
    async load() {
      if (sandboxing?.enabled) throw await explain('configUnsupported', { id, version })
      return {
        definition,
        manifest,
        config: await configure(id, manifest),
        size: 0,
        // Of the app's own bundle: nobody compared a hash.
        notes: { Verified: { status: 'Unknown' } },
        features: {},
        async fetchFeature() {},
        dispose() {},
      }
    },
  }
}

/** A plugin object as the resolver knows it. */
export function planPluginOf(
  { id, version, definition }: UsedPlugin,
  registration: number,
): PlanPlugin {
  const { priority } = definition.manifest?.loading?.initialization ?? {}
  const dependencies = rangesOf(definition)
  return {
    id,
    version,
    registration,
    ...(dependencies && { dependencies }),
    ...(priority !== undefined && { initialization: { priority } }),
  }
}

function rangesOf({ manifest, dependencies = {} }: UsedPlugin['definition']) {
  const given = manifest?.dependencies ?? dependencies
  const ranges = Array.isArray(given)
    ? given.map((id: string) => [id, '*'] as const)
    : Object.entries(given)
  return ranges.length ? (Object.fromEntries(ranges) as Record<string, string>) : undefined
}
