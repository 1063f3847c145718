import type { HostPolicy, PlanPlugin, PluginManifestInput } from '@mortise/shared'
import { declaredPointsOf } from '@mortise/shared/contributions'
import { planFactsOf, servicesOf } from '@mortise/shared/plan-facts'
import type { late } from './errors.ts'
import type { Registration } from './kernel/registration.ts'
import type { UsedPlugin } from './used-plugin.ts'

type Manifest = Partial<PluginManifestInput>

/** Values of a plugin's `configuration`. */
export type Configure = (
  id: string,
  manifest: Manifest,
) => Promise<Readonly<Record<string, unknown>>>

/** Semantic versions; as in the original kernel, pre-release and build tags are allowed. */
const versionForm = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}([-+][\da-z-]+(\.[\da-z-]+)*){0,2}$/i

/** What of a plugin object is missing or wrong. */
export function wrongIn({ id, version, definition }: UsedPlugin): string[] {
  const isValid: Readonly<Record<string, boolean>> = {
    id: !!id,
    version: versionForm.test(version),
    'init()': typeof definition.init === 'function',
  }
  return Object.keys(isValid).filter((part) => !isValid[part])
}

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
    critical: initialization?.critical,
    requires: Object.keys(rangesOf(definition) ?? {}),
    wants: [],
    services: servicesOf(manifest),
    extensionPoints: declaredPointsOf(manifest),
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
  const manifest: Manifest = definition.manifest ?? {}
  const { priority } = manifest.loading?.initialization ?? {}
  const dependencies = rangesOf(definition)
  return {
    id,
    version,
    registration,
    ...planFactsOf(manifest),
    ...(dependencies && { dependencies }),
    ...(priority !== undefined && { initialization: { priority } }),
  }
}

/** What surely is a semantic version; of others `semver` has to judge. */
const plainVersion = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

/** Whether a plugin needs nothing of anybody and no policy names it, so that no plan changes with it. */
export function isFree(plugin: UsedPlugin, { disabled = [], pins = {} }: HostPolicy = {}): boolean {
  const isNamed = disabled.includes(plugin.id) || pins[plugin.id] !== undefined
  return (
    !isNamed &&
    plainVersion.test(plugin.version) &&
    Object.keys(planPluginOf(plugin, 0)).length === 3
  )
}

/** What the manifest says, or else the object: ids, or id to range. */
function rangesOf({ manifest, dependencies = {} }: UsedPlugin['definition']) {
  const given = Array.isArray(dependencies)
    ? dependencies.map((id: string) => [id, '*'] as const)
    : Object.entries(dependencies)
  const ranges = manifest ? planFactsOf(manifest).dependencies : undefined
  const all: Readonly<Record<string, string>> = ranges ?? Object.fromEntries(given)
  return Object.keys(all).length ? all : undefined
}
