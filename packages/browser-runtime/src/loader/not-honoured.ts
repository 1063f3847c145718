import type { BuildManifest, LoadingInput } from '@mortise/shared'
import type { late } from '../errors.ts'
import type { Events } from '../events.ts'

/** Keys whose blocks are not built yet, with the value that asks for nothing. */
const quiet: Readonly<Record<string, unknown>> = {
  'caching.storage': 'memory',
  'caching.enabled': true,
  'hotReload.enabled': false,
  'monitoring.enabled': false,
  'initialization.retry.enabled': false,
  'initialization.healthCheckInterval': 0,
  'dynamicImport.prefetch': false,
  'dynamicImport.preload': false,
  'dependencyResolution.strategy': 'compatible',
  'dependencyResolution.conflictResolution': 'latest',
}

/** Reports, in one diagnostic, the keys that a plugin sets and nobody reads yet. */
export async function reportNotHonoured(
  { id, version, manifest: { loading } }: BuildManifest,
  events: Pick<Events, 'report'>,
  explain: typeof late,
): Promise<void> {
  const keys = Object.keys(quiet).filter((path) => {
    const value = valueAt(path, loading)
    return value !== undefined && value !== quiet[path]
  })
  if (keys.length)
    events.report(await explain('configNotHonoured', { id, version, keys }), id, 'warning')
}

function valueAt(path: string, loading: LoadingInput | undefined): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value ? (value as Record<string, unknown>)[key] : undefined
  }, loading)
}
