import type { NetworkSpeed, NetworkState } from '@mortise/shared/conditions'
import type { Observable } from './observable.ts'

/** `navigator.connection` is in Chromium only, and not in TypeScript's DOM. */
interface Connection extends EventTarget {
  readonly effectiveType?: NetworkSpeed
  readonly saveData?: boolean
}

/**
 * The network as the browser measures it. A browser that does not tell is taken for `assumed`.
 * Source: https://wicg.github.io/netinfo/
 */
export function followNetwork(
  assumed: NetworkSpeed,
  { connection }: { connection?: Connection } = navigator as { connection?: Connection },
): Observable<NetworkState> {
  return {
    get: () => ({
      speed: connection?.effectiveType ?? assumed,
      saveData: connection?.saveData ?? false,
    }),
    subscribe(listener) {
      connection?.addEventListener('change', listener)
      return () => connection?.removeEventListener('change', listener)
    },
  }
}
