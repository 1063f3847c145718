import type { BuildManifest } from '@mortise/shared'
import { releaseFiles } from '../release-files.ts'
import { cachePolicy, type CachePolicy, type Compression } from './cache-policy.ts'
import type { CacheOptions, CachingInput } from './cache-options.ts'
import { compress, isSupported } from './compression.ts'
import { entryFormat, keyOf, type Build, type Entry } from './entry.ts'
import { readFile, readFiles } from './read-files.ts'
import type { MakeRoom } from './make-room.ts'
import type { Notices } from './notices.ts'
import { joinFiles } from './pack.ts'
import { recordsOf, usedAt, type KeptEntry, type Store } from './store.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A release that runs, as far as keeping it is concerned. */
export interface RunningRelease extends Build {
  readonly integrity: string
  readonly manifest: BuildManifest
  /** Address of the build manifest. */
  readonly url: string
  /** Other plugins use its copies of shared dependencies. */
  readonly isProvider: boolean
  readonly caching: CachingInput | undefined
  readonly wiring: string
}

/** Keeps a release, or drops what its manifest does not want kept. Never rejects. */
export type Keep = (release: RunningRelease, options: CacheOptions) => Promise<void>

interface KeepPorts {
  readonly store: Store
  readonly notices: Notices
  readonly makeRoom: MakeRoom
}

export function createKeep({ store, notices, makeRoom }: KeepPorts): Keep {
  async function write(release: RunningRelease, policy: CachePolicy, options: CacheOptions) {
    const { id, version } = release
    const { compression: algorithm } = policy
    const isMissing = algorithm && !isSupported(algorithm)
    if (isMissing) notices.report('cacheCompression', { id, version, algorithm }, id)
    const [entry, bytes] = await pack(release, policy, isMissing ? 'gzip' : algorithm)
    const size = bytes.length
    const { maxSize } = policy
    if (maxSize !== undefined && size > maxSize) {
      notices.report('cacheTooLarge', { id, version, size, maxSize }, id)
      return store.drop([entry.key])
    }
    await makeRoom(entry, options, () => store.write(recordsOf(entry, bytes)))
    if (policy.invalidateOn.includes('version-change')) await dropOthers(entry)
  }

  /** Of the same plugin, in another version. */
  async function dropOthers({ id, version, key }: Entry) {
    const all = await store.entries()
    const old = all.filter(
      ({ entry, key: other }) =>
        entry.format === entryFormat &&
        entry.id === id &&
        entry.version !== version &&
        other !== key,
    )
    await store.drop(old.map(({ key: other }) => other))
  }

  return async (release, options) => {
    const { id, version, caching } = release
    const policy = cachePolicy(caching, options)
    try {
      if (!policy.isKept) {
        const mine = (await store.entries()).filter(({ entry }) => entry.id === id)
        return await store.drop(mine.map(({ key }) => key))
      }
      const { key, state } = await known(store, release, policy)
      if (state === 'good') return await store.write([usedAt(key, Date.now())])
      // A newer version of ours has it, and is to keep it.
      if (state === 'foreign') return
      notices.miss(id, 'indexeddb', state)
      await write(release, policy, options)
    } catch (cause) {
      notices.report('cacheWriteFailed', { id, version, cause }, id)
    }
  }
}

/** What is kept in the place that a build would have, and whether it may stay. */
async function known(
  store: Store,
  release: RunningRelease,
  { keyStrategy, ttl, invalidateOn }: CachePolicy,
) {
  const all = await store.entries()
  const isSame = ({ entry }: KeptEntry) => entry.integrity === release.integrity
  const modified = keyStrategy === 'timestamp' ? await lastModified(release.url) : undefined
  // Where the server cannot be asked, what is kept of this build may stay.
  const offline = keyStrategy === 'timestamp' && !modified ? all.find(isSame) : undefined
  const key =
    offline?.key ?? keyOf({ ...release, release: release.manifest.release, modified }, keyStrategy)
  const kept = all.find((one) => one.key === key)
  if (!kept) return { key, state: 'absent' } as const
  const { storedAt = 0, wiring, format = 0 } = kept.entry
  if (format > entryFormat) return { key, state: 'foreign' } as const
  const now = Date.now()
  const isOld = storedAt > now || (ttl !== undefined && now - storedAt >= ttl)
  const isRewired = invalidateOn.includes('dependency-change') && wiring !== release.wiring
  const isGood = format === entryFormat && isSame(kept) && !isOld && !isRewired
  return { key, state: isGood ? 'good' : 'stale' } as const
}

async function pack(
  release: RunningRelease,
  policy: CachePolicy,
  compression: Compression | undefined,
): Promise<readonly [Entry, Bytes]> {
  const { id, version, integrity, manifest: built, url, wiring } = release
  const manifest = await readFile({ url, integrity })
  const files = await readFiles(releaseFiles(built, url, release.isProvider))
  const joined = joinFiles(files.map(({ bytes }) => bytes))
  const bytes = compression ? await compress(joined, compression) : joined
  const { isKept: _, ...kept } = policy
  const entry: Omit<Entry, 'key'> = {
    format: entryFormat,
    id,
    version,
    release: built.release,
    integrity,
    manifest: { url, text: new TextDecoder().decode(manifest.bytes) },
    files: files.map(({ url: at, integrity: hash, bytes: { length } }) => ({
      url: at,
      integrity: hash,
      size: length,
    })),
    size: bytes.length,
    compression,
    storedAt: Date.now(),
    modified: manifest.modified,
    wiring,
    policy: kept,
  }
  return [{ ...entry, key: keyOf(entry, policy.keyStrategy) }, bytes]
}

/** Asks the server: the HTTP cache would tell what it was told. */
async function lastModified(url: string) {
  try {
    const { headers } = await fetch(url, { cache: 'no-cache', priority: 'low' })
    return headers.get('last-modified') ?? undefined
  } catch {
    return undefined
  }
}
