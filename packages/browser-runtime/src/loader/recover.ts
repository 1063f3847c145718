import type { late } from '../errors.ts'
import { matches } from '../matches.ts'
import { probe } from './probe.ts'
import type { Resource, ResourceOwner } from './recovery.ts'
import { attemptsOf, backOff, isFinal, type FetchPolicy } from './retry.ts'

interface Facts extends ResourceOwner {
  readonly url: string
  readonly cause: unknown
}

/**
 * An element says only that it failed. This finds out why, and tries again where that can help: a
 * wrong hash is final, because the probe went past the cache.
 * @throws CHUNK_LOAD_FAILED, CHUNK_INTEGRITY, CHUNK_TIMEOUT, CHUNK_NOT_REGISTERED, and CHUNK_PACK_MISSED
 * with one of the others as its cause.
 */
export async function recover(
  resource: Resource,
  again: (() => Promise<void>) | undefined,
  facts: Facts,
  explain: typeof late,
  policy: FetchPolicy = {},
): Promise<void> {
  if (!again) throw await explain('chunkNotRegistered', facts)
  try {
    await insist(resource, again, facts, explain, policy)
  } catch (cause) {
    const { chunks } = resource
    throw chunks ? await explain('chunkPackMissed', { ...facts, chunks, cause }) : cause
  }
}

async function insist(
  resource: Resource,
  again: () => Promise<void>,
  facts: Facts,
  explain: typeof late,
  { timeout = 30_000, retry }: FetchPolicy,
): Promise<void> {
  // By then whoever asked has left: nobody needs the bytes.
  const limit = AbortSignal.timeout(timeout)
  const attempts = attemptsOf(retry)
  let status = statusOf(resource.url)
  let { cause } = facts
  let attempt = 1
  do {
    // What is known already, and not to be tried again, needs no further request.
    if (isFinal(status) || (attempts === 1 && status && status !== 200)) break
    // An answer that the element refused: most likely its hash, so there is nothing to wait for.
    if (status !== 200 && attempt < attempts) await backOff(attempt, retry)
    if (limit.aborted) throw await explain('chunkTimeout', { ...facts, timeout })
    const found = await probe(resource.url, limit)
    status = found.status
    cause = found.cause ?? cause
    if (await isCorrupted(resource, found.bytes)) throw await explain('chunkIntegrity', facts)
    if (!found.bytes || attempt === attempts) continue
    try {
      return await again()
    } catch (error) {
      cause = error
      status = undefined
    }
  } while (++attempt < attempts)
  throw await explain('chunkLoadFailed', {
    ...facts,
    status,
    attempts: Math.min(attempt, attempts),
    cause,
  })
}

async function isCorrupted({ integrity }: Resource, bytes: ArrayBuffer | undefined) {
  // Without a secure context there is no digest, and no way to tell.
  if (!bytes || !integrity || !globalThis.crypto?.subtle) return false
  return !(await matches(bytes, integrity))
}

/** What the browser remembers of the element's own request; nothing in older Safari. */
function statusOf(url: string): number | undefined {
  const entry = performance.getEntriesByName(url, 'resource').at(-1)
  return (entry as PerformanceResourceTiming | undefined)?.responseStatus || undefined
}
