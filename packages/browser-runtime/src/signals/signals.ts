import type { Dispose } from '../plugin.ts'
import { followHistory } from './history-route.ts'

/** A value that can be read now and followed. */
export interface Observable<Value> {
  get(): Value
  subscribe(listener: () => void): Dispose
}

export interface Signals {
  /** Path of the current route. */
  readonly route: Observable<string>
  /** Roles of the user: a hint for loading, never an access check. */
  roles(): readonly string[]
}

export interface SignalSources {
  /** The route as a function or an observable; by default the page's history is followed. */
  route?: (() => string) | Observable<string>
  roles?: readonly string[] | (() => readonly string[])
}

/** Facts about now that the host, or else the browser, gives. */
export function createSignals({ route, roles = [] }: SignalSources): Signals {
  const history = followHistory()
  return {
    route: typeof route === 'function' ? { ...history, get: route } : (route ?? history),
    roles: typeof roles === 'function' ? roles : () => roles,
  }
}
