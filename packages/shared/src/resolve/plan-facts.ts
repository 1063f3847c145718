import { dependenciesOf } from '../manifest/dependencies-of.ts'
import type { CatalogEntry } from '../manifest/catalog.ts'
import type { PluginManifestInput } from '../manifest/plugin-manifest.ts'
import type { ResolutionBlock } from './settings.ts'

export { servicesOf } from '../manifest/services-of.ts'

/** What a plan must know of a plugin and its manifest says. */
export type PlanFacts = Pick<
  CatalogEntry,
  'dependencies' | 'optional' | 'dependencyResolution' | 'implements' | 'requires' | 'engine'
>

/** Reads them from a manifest, the same in a page and in a build. What says nothing is left out. */
export function planFactsOf(
  manifest: Pick<PluginManifestInput, 'dependencies' | 'capabilities' | 'engine' | 'loading'>,
): PlanFacts {
  const { capabilities = {}, engine, loading } = manifest
  const { dependencies, optional } = dependenciesOf(manifest)
  const required = (capabilities.requires ?? []).flatMap(
    ({ pluginId, requiredCapabilities = [] }) =>
      requiredCapabilities.length > 0 ? [[pluginId, requiredCapabilities] as const] : [],
  )
  const facts = {
    dependencies,
    optional,
    dependencyResolution: withoutDefaults(loading?.dependencyResolution ?? {}),
    implements: (capabilities.implements ?? []).map(({ protocol }) => protocol.id),
    requires: Object.fromEntries(required),
    engine,
  }
  const said = Object.entries(facts).filter(([, value]) => value && Object.keys(value).length > 0)
  return Object.fromEntries(said) as PlanFacts
}

const defaults: Readonly<Record<string, unknown>> = {
  strategy: 'compatible',
  'peerDependencies.resolve': true,
  'peerDependencies.onMissing': 'warn',
  'peerDependencies.onMismatch': 'warn',
  'optionalDependencies.load': true,
  'optionalDependencies.onFailure': 'warn',
  conflictResolution: 'latest',
  circularDependencies: 'warn',
}

function withoutDefaults(block: ResolutionBlock, path = ''): ResolutionBlock {
  const kept = Object.entries(block).flatMap(([key, value]): [string, unknown][] => {
    if (typeof value !== 'object') return value === defaults[path + key] ? [] : [[key, value]]
    const inner = withoutDefaults(value as ResolutionBlock, `${key}.`)
    return Object.keys(inner).length > 0 ? [[key, inner]] : []
  })
  return Object.fromEntries(kept)
}
