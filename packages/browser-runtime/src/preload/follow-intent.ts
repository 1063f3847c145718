import type { Dispose } from '../plugin.ts'

/** A mouse over a link, the focus on it, or a finger. */
const signs = ['pointerover', 'focusin', 'touchstart'] as const

/** Tells of the paths of links that the user reaches for. One listener for the whole page. */
export function followIntent(page: Document, onPath: (path: string) => void): Dispose {
  let last: Element | undefined
  const listener = (event: Event) => {
    // Inside a shadow root the event's own target is the root's host.
    const [target] = event.composedPath()
    const link = (target as Partial<Element> | undefined)?.closest?.('a[href]') ?? undefined
    const path = link === last ? undefined : pathOf(link)
    last = link
    if (path !== undefined) onPath(path)
  }
  const passive = { passive: true, capture: true }
  for (const sign of signs) page.addEventListener(sign, listener, passive)
  return () => {
    for (const sign of signs) page.removeEventListener(sign, listener, passive)
  }
}

/** The path of a link that stays in the app. */
export function pathOf(link: Element | undefined): string | undefined {
  const { href, origin, pathname, download } = Object(link) as Partial<HTMLAnchorElement>
  // A link of an SVG drawing has an object for its address.
  if (typeof href !== 'string' || origin !== location.origin || download) return undefined
  return pathname
}
