import type {
  ConditionFacts,
  DeviceType,
  NetworkSpeed,
  NetworkState,
} from '@mortise/shared/conditions'
import type { Dispose } from '../plugin.ts'
import { followDevice } from './device.ts'
import { followHistory, type RouteOf } from './history-route.ts'
import { followNetwork } from './network.ts'
import { constant, observe, type Observable, type Source } from './observable.ts'

/** Facts about now, each of which can be read and followed. */
export interface Signals {
  /** Path of the current route. */
  readonly route: Observable<string>
  /** Roles of the user: a hint, never an access check. */
  readonly roles: Observable<readonly string[]>
  readonly device: Observable<DeviceType>
  readonly network: Observable<NetworkState>
  readonly flags: Observable<Readonly<Record<string, boolean>>>
  /** All of them as they are now. */
  now(): ConditionFacts
  /** Calls back after any of them has changed. */
  subscribe(listener: () => void): Dispose
}

/** What a host knows better than the browser. */
export interface SignalSources {
  /** The route as a function or an observable; by default the page's history is followed. */
  route?: (() => string) | Observable<string>
  /**
   * The route that an address means: its path by default. For a host whose routes stand elsewhere, such
   * as after the `#`. The address bar is read by it, and links are.
   */
  routeOf?: RouteOf
  /** Roles of the user. Default: none. */
  roles?: Source<readonly string[]>
  /** Default: what the browser's user agent, pointer and window say. */
  device?: Source<DeviceType>
  /** Default: what the browser measures. A speed alone means that the user does not save data. */
  network?: Source<NetworkState | NetworkSpeed>
  /** What a network is taken for of which neither browser nor requests tell yet. Default `4g`. */
  assumedNetwork?: NetworkSpeed
  /** Names of features that are being tried out, and whether they are on. Default: none. */
  flags?: Source<Readonly<Record<string, boolean>>>
}

/** Facts about now that the host, or else the browser, gives. */
export function createSignals(sources: SignalSources): Signals {
  const { route, routeOf, roles, device, network, assumedNetwork = '4g', flags } = sources
  const measured = observe<NetworkState | NetworkSpeed>(network, () =>
    followNetwork(assumedNetwork),
  )
  const all = {
    route: followRoute(route, routeOf),
    roles: observe(roles, () => constant([])),
    device: observe(device, followDevice),
    network: { ...measured, get: () => stateOf(measured.get()) },
    flags: observe(flags, () => constant({})),
  }
  return {
    ...all,
    now: () => ({
      route: all.route.get(),
      roles: all.roles.get(),
      device: all.device.get(),
      network: all.network.get(),
      flags: all.flags.get(),
    }),
    subscribe(listener) {
      const undo = Object.values(all).map((signal) => signal.subscribe(listener))
      return () => undo.forEach((dispose) => dispose())
    },
  }
}

/** A route that a function gives changes when the page's history does. */
function followRoute(route: SignalSources['route'], routeOf?: RouteOf): Observable<string> {
  if (typeof route === 'object') return route
  const history = followHistory(routeOf)
  return route ? { ...history, get: route } : history
}

const stateOf = (network: NetworkState | NetworkSpeed): NetworkState =>
  typeof network === 'string' ? { speed: network, saveData: false } : network
