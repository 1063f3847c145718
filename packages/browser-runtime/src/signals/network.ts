import type { NetworkSpeed, NetworkState } from '@mortise/shared/conditions'
import { speedOf, type TimedRequest } from './network-speed.ts'
import type { Observable } from './observable.ts'

/** `navigator.connection` is in Chromium only, and not in TypeScript's DOM. */
interface Connection extends EventTarget {
  readonly effectiveType?: NetworkSpeed
  readonly saveData?: boolean
}

/**
 * The network as the browser measures it; one that does not tell is judged by the page's own requests,
 * and taken for `assumed` before there are enough of them.
 * Source: https://wicg.github.io/netinfo/
 */
export function followNetwork(
  assumed: NetworkSpeed,
  { connection }: { connection?: Connection } = navigator as { connection?: Connection },
  requests: () => readonly TimedRequest[] = () =>
    performance.getEntriesByType('resource') as PerformanceResourceTiming[],
): Observable<NetworkState> {
  return {
    get: () => ({
      speed: connection?.effectiveType ?? speedOf(requests()) ?? assumed,
      saveData: connection?.saveData ?? false,
    }),
    subscribe(listener) {
      connection?.addEventListener('change', listener)
      return () => connection?.removeEventListener('change', listener)
    },
  }
}
