import type { LoadingInput, MortiseError } from '@mortise/shared'
import { late } from '../errors.ts'

/** Keys whose blocks are not built yet, with the values that ask for nothing. */
const quiet: Readonly<Record<string, readonly unknown[]>> = {
  'caching.storage': ['memory'],
  'caching.enabled': [true],
  'hotReload.enabled': [false],
  'monitoring.enabled': [false],
  'initialization.retry.enabled': [false],
  'initialization.healthCheckInterval': [0],
  'dynamicImport.prefetch': [false],
  'dynamicImport.preload': [false],
  'dependencyResolution.strategy': ['compatible'],
  'dependencyResolution.conflictResolution': ['latest'],
}

/** One diagnostic for all keys that a plugin sets and nobody reads yet; nothing when there are none. */
export async function notHonoured(
  plugin: { id: string; version: string },
  loading: LoadingInput,
): Promise<MortiseError | undefined> {
  const keys = Object.keys(quiet).filter((path) => {
    const value = path.split('.').reduce<unknown>(step, loading)
    return value !== undefined && !quiet[path]?.includes(value)
  })
  return keys.length ? late('configNotHonoured', { ...plugin, keys }) : undefined
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value ? (value as Record<string, unknown>)[key] : undefined
}
