import type { Dispose } from '../plugin.ts'
import type { Observable } from './observable.ts'

/** The route that an address means. */
export type RouteOf = (address: URL) => string

/** The route of the address bar, followed however it changes. */
export function followHistory(
  routeOf: RouteOf = ({ pathname }) => pathname,
  page: Window = window,
): Observable<string> {
  return {
    get: () => routeOf(new URL(page.location.href)),
    subscribe: (listener) =>
      'navigation' in page ? followNavigation(page, listener) : patchHistory(page, listener),
  }
}

function followNavigation(page: Window, listener: () => void): Dispose {
  const { navigation } = page as Window & { navigation: EventTarget }
  navigation.addEventListener('currententrychange', listener)
  return () => navigation.removeEventListener('currententrychange', listener)
}

/** Browsers without the Navigation API fire no event for `pushState` and `replaceState`. */
function patchHistory(page: Window, listener: () => void): Dispose {
  const { history } = page
  const { pushState, replaceState } = history
  const notifying = (change: typeof pushState) =>
    function notify(this: History, ...args: Parameters<typeof pushState>) {
      change.apply(this, args)
      listener()
    }
  const ours = { pushState: notifying(pushState), replaceState: notifying(replaceState) }
  Object.assign(history, ours)
  page.addEventListener('popstate', listener)
  return () => {
    page.removeEventListener('popstate', listener)
    // Whoever patched after us keeps working: only our own functions are put back.
    if (history.pushState === ours.pushState) history.pushState = pushState
    if (history.replaceState === ours.replaceState) history.replaceState = replaceState
  }
}
