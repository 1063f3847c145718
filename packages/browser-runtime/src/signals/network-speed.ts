import type { NetworkSpeed } from '@mortise/shared/conditions'

/** One request as the browser has timed it. Times in ms, sizes in bytes. */
export type TimedRequest = Pick<
  PerformanceResourceTiming,
  'requestStart' | 'responseStart' | 'responseEnd' | 'transferSize'
>

/**
 * Where a kind of network begins: its round trip takes at least so many ms, or it carries less than so
 * many kilobits in a second. The slowest first.
 * Source: https://wicg.github.io/netinfo/#effective-connection-types
 */
const kinds = [
  { speed: 'slow-2g', rtt: 2000, downlink: 50 },
  { speed: '2g', rtt: 1400, downlink: 70 },
  { speed: '3g', rtt: 270, downlink: 700 },
] as const satisfies readonly { speed: NetworkSpeed; rtt: number; downlink: number }[]

/** Fewer say nothing. */
const leastRequests = 3

/** A small answer tells of the round trip alone. In bytes. */
const leastBody = 20_000

/**
 * What kind of network has answered these requests; nothing when there were too few. A server that
 * thinks before it answers makes a network look slower, so the fastest answer counts.
 */
export function speedOf(requests: readonly TimedRequest[]): NetworkSpeed | undefined {
  // What came from the browser's cache, or from an origin that tells no times.
  const timed = requests.filter(
    ({ transferSize, requestStart }) => transferSize > 0 && requestStart > 0,
  )
  if (timed.length < leastRequests) return undefined
  const rtt = Math.min(
    ...timed.map(({ requestStart, responseStart }) => responseStart - requestStart),
  )
  const downlinks = timed
    .filter(({ transferSize }) => transferSize >= leastBody)
    // Bits in a millisecond are kilobits in a second.
    .map(({ transferSize, responseStart, responseEnd }) => {
      return (transferSize * 8) / Math.max(responseEnd - responseStart, 1)
    })
  const downlink = downlinks.length ? Math.max(...downlinks) : Infinity
  return kinds.find((kind) => rtt >= kind.rtt || downlink < kind.downlink)?.speed ?? '4g'
}
