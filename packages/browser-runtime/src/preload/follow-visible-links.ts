import { pathOf } from './follow-intent.ts'

/** The links that can be seen. */
export interface VisibleLinks {
  /** Follows those that the page has now, in the place of those that it had. */
  look(): void
  end(): void
}

/** Tells of the path of each link once it is in the viewport. */
export function followVisibleLinks(page: Document, onPath: (path: string) => void): VisibleLinks {
  const observer = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) continue
      observer.unobserve(target)
      const path = pathOf(target)
      if (path !== undefined) onPath(path)
    }
  })
  return {
    look() {
      observer.disconnect()
      for (const link of page.querySelectorAll('a[href]')) observer.observe(link)
    },
    end: () => observer.disconnect(),
  }
}
