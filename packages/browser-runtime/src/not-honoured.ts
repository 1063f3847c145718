import type { LoadingInput } from '@mortise/shared'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { LoadedPlugin } from './kernel/registration.ts'

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

/** Reports, in one diagnostic for each plugin that was loaded, the keys that it sets and nobody reads yet. */
export function createInspector({ report }: Pick<Events, 'report'>, explain: typeof late) {
  const inspected = new WeakSet<LoadedPlugin>()
  return async (plugins: Iterable<Inspected>): Promise<void> => {
    for (const { id, version, loaded } of plugins) {
      if (!loaded || inspected.has(loaded)) continue
      inspected.add(loaded)
      const keys = notHonoured(loaded.manifest.loading)
      if (keys.length)
        report(await explain('configNotHonoured', { id, version, keys }), id, 'warning')
    }
  }
}

interface Inspected {
  readonly id: string
  readonly version: string
  readonly loaded?: LoadedPlugin | undefined
}

function notHonoured(loading: LoadingInput | undefined) {
  return Object.keys(quiet).filter((path) => {
    const value = valueAt(path, loading)
    return value !== undefined && value !== quiet[path]
  })
}

function valueAt(path: string, loading: LoadingInput | undefined): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value ? (value as Record<string, unknown>)[key] : undefined
  }, loading)
}
