import type { CacheOptions, CachingInput } from './cache-options.ts'

/** What drops an entry before its time. */
export type Invalidation = NonNullable<CachingInput['invalidateOn']>[number]

export type Compression = NonNullable<NonNullable<CachingInput['compression']>['algorithm']>

/** What the `caching` block of a manifest comes to in a page. */
export interface CachePolicy {
  /** Kept beyond the page. */
  readonly isKept: boolean
  /** What was read from disk stays in memory while the page lives. */
  readonly staysInMemory: boolean
  readonly keyStrategy: NonNullable<CachingInput['keyStrategy']>
  /** In ms; absent: for ever. */
  readonly ttl?: number
  /** In bytes. */
  readonly maxSize?: number
  readonly invalidateOn: readonly Invalidation[]
  readonly compression?: Compression
}

/** Where a manifest does not say: bytes whose hash fits are good whatever the plugin is wired to. */
const invalidations: readonly Invalidation[] = ['version-change', 'manual', 'error']

export const bytesOfMB = 1024 * 1024

/** Contract, `caching.*`. A browser's disk is IndexedDB. */
export function cachePolicy(caching: CachingInput = {}, options: CacheOptions = {}): CachePolicy {
  const { enabled = true, storage = options.storage ?? 'memory', ttl, maxSize } = caching
  const { keyStrategy = 'version', invalidateOn = invalidations, compression = {} } = caching
  return {
    isKept: enabled && storage !== 'memory',
    staysInMemory: storage === 'hybrid',
    keyStrategy,
    invalidateOn,
    ...(ttl && { ttl: ttl * 1000 }),
    ...(maxSize && { maxSize: maxSize * bytesOfMB }),
    ...(compression.enabled && { compression: compression.algorithm ?? 'gzip' }),
  }
}
