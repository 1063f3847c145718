import { addressOf, links } from './follow-intent.ts'

/** The links that can be seen. */
export interface VisibleLinks {
  /** Tells of them anew, and of each that comes into view. */
  look(): void
  end(): void
}

/** Tells where each link leads once it is in the viewport, those that come into the page later too. */
export function followVisibleLinks(
  page: Document,
  onLink: (address: URL) => void,
  idle: () => Promise<void>,
): VisibleLinks {
  let told = new WeakSet<Element>()
  const seen = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) continue
      seen.unobserve(target)
      told.add(target)
      const address = addressOf(target)
      if (address) onLink(address)
    }
  })

  function observe() {
    for (const link of page.querySelectorAll(links)) if (!told.has(link)) seen.observe(link)
    changed.observe(page, { childList: true, subtree: true })
  }

  // Of any number of changes the first is heard, and at an idle moment the next may be.
  const changed = new MutationObserver(() => {
    changed.disconnect()
    void idle().then(() => isOver || observe())
  })
  let isOver = false

  return {
    look() {
      seen.disconnect()
      told = new WeakSet()
      observe()
    },
    end() {
      isOver = true
      seen.disconnect()
      changed.disconnect()
    },
  }
}
