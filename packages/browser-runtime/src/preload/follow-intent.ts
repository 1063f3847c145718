import type { Dispose } from '../plugin.ts'

/** A mouse over a link, the focus on it, or a finger. */
const signs = ['pointerover', 'focusin', 'touchstart'] as const

/** Tells of the links that the user reaches for. One listener for the whole page. */
export function followIntent(page: Document, onLink: (address: URL) => void): Dispose {
  let last: EventTarget | undefined
  const listener = (event: Event) => {
    // Of an event from inside a shadow root the page itself sees the root's host alone.
    const link = event.composedPath().find(isLink)
    const address = link === last ? undefined : addressOf(link)
    last = link
    if (address) onLink(address)
  }
  const passive = { passive: true, capture: true }
  for (const sign of signs) page.addEventListener(sign, listener, passive)
  return () => {
    for (const sign of signs) page.removeEventListener(sign, listener, passive)
  }
}

/** Links, those of SVG drawings among them. */
export const links = 'a[href]'

const isLink = (target: EventTarget): target is Element =>
  target instanceof Element && target.matches(links)

/** Where a link leads that stays in the app. */
export function addressOf(link: Element | undefined): URL | undefined {
  const href = link?.getAttribute('href')
  if (!link || href == null || link.hasAttribute('download')) return undefined
  try {
    const address = new URL(href, link.baseURI)
    return address.origin === location.origin ? address : undefined
  } catch {
    return undefined
  }
}
