import type { DeviceType } from '@mortise/shared/conditions'
import type { Observable } from './observable.ts'

/** What a browser says of the device it runs on. */
export interface DeviceFacts {
  readonly userAgent: string
  /** Of the user-agent hints, which only Chromium gives. */
  readonly mobile?: boolean | undefined
  readonly touchPoints: number
  /** The first pointer is a finger. */
  readonly coarse: boolean
  /** The shorter side of the window, in CSS pixels. */
  readonly shortSide: number
}

/** Phones are narrower in either direction, also those that fold. */
const phoneSide = 600

/**
 * The kind of device. A user agent that names its kind decides; a finger as first pointer makes
 * the window's size decide; all else is a desktop.
 */
export function deviceTypeOf(facts: DeviceFacts): DeviceType {
  const { userAgent, mobile, touchPoints, coarse, shortSide } = facts
  if (mobile || /iPhone|iPod|Mobile.*Firefox|Android.*Mobile/.test(userAgent)) return 'mobile'
  // iPadOS calls itself a Macintosh, of which none has a touch screen.
  const isTablet = /iPad|Android|Tablet/.test(userAgent)
  if (isTablet || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'tablet'
  if (!coarse) return 'desktop'
  return shortSide < phoneSide ? 'mobile' : 'tablet'
}

/** The device as the browser describes it; a window that is resized may become another. */
export function followDevice(page: Window = window): Observable<DeviceType> {
  const coarse = page.matchMedia('(pointer: coarse)')
  const queries = [coarse, ...['width', 'height'].map((side) => narrow(page, side))]
  return {
    get() {
      const { userAgent, maxTouchPoints, userAgentData } = page.navigator as HintedNavigator
      return deviceTypeOf({
        userAgent,
        mobile: userAgentData?.mobile,
        touchPoints: maxTouchPoints,
        coarse: coarse.matches,
        shortSide: Math.min(page.innerWidth, page.innerHeight),
      })
    },
    subscribe(listener) {
      for (const query of queries) query.addEventListener('change', listener)
      return () => {
        for (const query of queries) query.removeEventListener('change', listener)
      }
    },
  }
}

const narrow = (page: Window, side: string) => page.matchMedia(`(max-${side}: ${phoneSide - 1}px)`)

/** `userAgentData` is in Chromium only, and not in TypeScript's DOM. */
type HintedNavigator = Navigator & { readonly userAgentData?: { readonly mobile?: boolean } }
