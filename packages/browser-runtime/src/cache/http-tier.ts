import type { Events } from '../events.ts'
import type { LoadedPlugin } from '../kernel/registration.ts'

interface Running {
  readonly id: string
  readonly version: string
  readonly loaded?: LoadedPlugin | undefined
}

/**
 * Tells once of each generation whether its entry's chunks were in memory, in the HTTP cache, or came
 * over the network, as far as the browser's timings say it. Of another origin it says nothing unless
 * that allows it.
 */
export function createTierTeller({ emit }: Pick<Events, 'emit'>) {
  const told = new WeakSet<LoadedPlugin>()
  /** When each chunk was asked for the last time. */
  const asked = new Map<string, number>()

  return (plugins: Iterable<Running>): void => {
    for (const { id: pluginId, version, loaded } of plugins) {
      if (!loaded?.release || told.has(loaded)) continue
      told.add(loaded)
      const timings = timingsOf(loaded.release)
      if (!timings.length) continue
      const isHere = timings.every(({ name, startTime }) => asked.get(name) === startTime)
      for (const { name, startTime } of timings) asked.set(name, startTime)
      const cacheKey = `${pluginId}@${version}`
      const isCached = timings.every(({ transferSize }) => !transferSize)
      const metadata = { cacheKey, storage: isHere ? 'memory' : 'http' }
      if (isHere || isCached) emit('cache-hit', { pluginId, metadata })
      else emit('cache-miss', { pluginId, metadata: { storage: 'http', reason: 'network' } })
    }
  }
}

/** Of chunks that came; one that was answered otherwise has no bytes. */
function timingsOf({ manifest, url }: NonNullable<LoadedPlugin['release']>) {
  const { chunks, entry, executor } = manifest
  if (executor !== 'factory') return []
  return [...(chunks[entry]?.deps ?? []), entry].flatMap((name) => {
    const { href } = new URL(chunks[name]?.file ?? '', url)
    const timing = performance.getEntriesByName(href, 'resource').at(-1)
    const { decodedBodySize = 0 } = (timing ?? {}) as Partial<PerformanceResourceTiming>
    return decodedBodySize ? [timing as PerformanceResourceTiming] : []
  })
}
