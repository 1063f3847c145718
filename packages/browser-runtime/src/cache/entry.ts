import type { CachePolicy, Compression } from './cache-policy.ts'

/** The form in which this version keeps things. */
export const entryFormat = 1

/** A file of a pack. */
export interface KeptFile {
  readonly url: string
  /** In the form of the `integrity` attribute. */
  readonly integrity: string
  /** Bytes. */
  readonly size: number
}

/** Which build of a plugin is meant. */
export interface Build {
  readonly id: string
  readonly version: string
  /** Hash of the build manifest, as the catalog has it. */
  readonly integrity?: string | undefined
}

/** What is known of a kept release; its bytes are kept beside it, as one pack. */
export interface Entry extends Build {
  readonly format: typeof entryFormat
  readonly key: string
  readonly release: string
  readonly integrity: string
  /** Address and text of the build manifest. */
  readonly manifest: { readonly url: string; readonly text: string }
  /** In their order in the pack. */
  readonly files: readonly KeptFile[]
  /** Bytes on disk. */
  readonly size: number
  readonly compression?: Compression | undefined
  /** When it was kept, in ms since the epoch. */
  readonly storedAt: number
  /** When the server says that the build manifest changed last. */
  readonly modified?: string | undefined
  /** What the plugin was wired to. */
  readonly wiring: string
  readonly policy: Omit<CachePolicy, 'isKept'>
}

/** Contract, `caching.keyStrategy`: what an entry is kept under. */
export function keyOf(
  { id, version, release, modified }: Pick<Entry, 'id' | 'version' | 'release' | 'modified'>,
  keyStrategy: CachePolicy['keyStrategy'],
): string {
  const keys = {
    version: `${id}@${version}`,
    hash: `${id}#${release}`,
    // A server that tells no time leaves the hash.
    timestamp: `${id}~${modified ? Date.parse(modified) : release}`,
  }
  return keys[keyStrategy]
}

/** Why an entry cannot stand for a build. */
export type Unfit = 'version' | 'build' | 'wiring' | 'expired'

/** A build's wiring is known where a host has its plan. */
export function unfit(
  { version, integrity, storedAt, wiring, policy }: Entry,
  asked: Build & { readonly wiring?: string | undefined },
  now: number,
): Unfit | undefined {
  const { keyStrategy, ttl, invalidateOn } = policy
  // Another release of one version is another build; by hash, bytes that fit are good.
  const isOther = asked.integrity !== undefined && asked.integrity !== integrity
  if (keyStrategy !== 'hash' && asked.version !== version) return 'version'
  if (keyStrategy !== 'hash' && isOther) return 'build'
  const isRewired = asked.wiring !== undefined && asked.wiring !== wiring
  if (isRewired && invalidateOn.includes('dependency-change')) return 'wiring'
  // Kept in the future: the clock was set back, and how old it is nobody knows.
  if (ttl && now - storedAt >= ttl) return 'expired'
  return undefined
}

/** Only this version's form is trusted to be whole. */
export function isEntry(entry: unknown): entry is Entry {
  return (Object(entry) as Partial<Entry>).format === entryFormat
}
