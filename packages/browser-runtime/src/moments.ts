import type { Dispose } from './plugin.ts'

/** When the page has time for what the user does not wait for. */
export interface Moments {
  /** Resolves after the first contentful paint, when the browser has nothing better to do. */
  settled(): Promise<void>
  /** Resolves when the browser has nothing better to do. */
  idle(): Promise<void>
  /** Whether somebody may be looking. */
  isVisible(): boolean
  onVisibility(listener: () => void): Dispose
}

export function createMoments(): Moments {
  return {
    async settled() {
      await painted()
      await idle()
    },
    idle,
    isVisible: () => document.visibilityState === 'visible',
    onVisibility(listener) {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
  }
}

/** A page in the background is painted when it comes to the front, so nothing is deferred into it. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      if (!list.getEntriesByName('first-contentful-paint').length) return
      observer.disconnect()
      resolve()
    })
    // Buffered: a paint before this is told of too.
    observer.observe({ type: 'paint', buffered: true })
  })
}

/** What a page itself still fetches goes before what somebody may want next. */
export function loaded(page: Window = window): Promise<void> {
  return new Promise((resolve) => {
    if (page.document.readyState === 'complete') resolve()
    else page.addEventListener('load', () => resolve(), { once: true })
  })
}

/** Safari has no idle callbacks. */
function idle(): Promise<void> {
  const { requestIdleCallback = setTimeout } = globalThis as Partial<typeof globalThis>
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve())
  })
}
