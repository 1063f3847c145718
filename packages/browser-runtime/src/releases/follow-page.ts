import type { Dispose } from '../plugin.ts'
import { defaultReleaseOptions, type ReleaseOptions } from './release-options.ts'

/** What of a page tells when it is time to look. */
export interface LookingPage {
  /** Somebody may be looking, and the page is online. */
  isOpen(): boolean
  /** Calls back when that may have changed, and when the page gets the focus. */
  onChange(listener: () => void): Dispose
  now(): number
  after(ms: number, work: () => void): Dispose
  /** From 0 to 1. */
  random(): number
}

/**
 * Looks when the page comes to the front or is online again, and at an interval while it is; never
 * more often than the pause allows. The interval varies by a tenth, so that tabs that were opened at
 * one moment do not ask at one moment.
 */
export function followPage(
  look: () => void,
  page: LookingPage,
  given: ReleaseOptions = {},
): Dispose {
  const { interval, pause } = { ...defaultReleaseOptions, ...given }
  if (!interval) return () => {}
  let last = -Infinity
  let stopTimer: Dispose = () => {}

  function schedule() {
    stopTimer()
    if (page.isOpen()) stopTimer = page.after(interval * (0.9 + page.random() / 5), lookNow)
  }

  function lookNow() {
    if (page.isOpen() && page.now() - last >= pause) {
      last = page.now()
      look()
    }
    schedule()
  }

  const leave = page.onChange(lookNow)
  schedule()
  return () => {
    stopTimer()
    leave()
  }
}

export function lookingPage(page: Window = window): LookingPage {
  const { document, navigator, performance } = page
  const calls = [
    [document, 'visibilitychange'],
    [page, 'focus'],
    [page, 'online'],
    [page, 'offline'],
  ] as const
  return {
    isOpen: () => navigator.onLine && document.visibilityState === 'visible',
    onChange(listener) {
      for (const [target, type] of calls) target.addEventListener(type, listener)
      return () => {
        for (const [target, type] of calls) target.removeEventListener(type, listener)
      }
    },
    now: () => performance.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  }
}
