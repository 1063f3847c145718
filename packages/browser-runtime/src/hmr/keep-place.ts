/** Where somebody stands in one element. */
interface Place {
  readonly element: Element
  readonly path: readonly number[]
  readonly likeness: string
  /** Takes another element to where this one was. */
  apply(to: Element): void
}

/**
 * Remembers focus, selection and scroll. Call what it gives when views have been made anew: as soon as
 * an element stands in the place of one that has gone, and looks like it, it gets what that had. Ends
 * when everything is back, or somebody uses the page.
 */
export function keepPlace(page: Document): () => void {
  const places = [...scrolledPlaces(page), ...focusedPlace(page)]
  return () => {
    if (!places.length) return
    const over = new AbortController()
    const { signal } = over
    const open = new Set(places)
    const look = () => {
      for (const place of open) {
        if (place.element.isConnected) continue
        const now = elementAt(page, place.path)
        if (!now || likenessOf(now) !== place.likeness) continue
        open.delete(place)
        place.apply(now)
      }
      if (!open.size) over.abort()
    }
    const observer = new MutationObserver(look)
    signal.addEventListener('abort', () => observer.disconnect())
    observer.observe(page.body, { childList: true, subtree: true })
    for (const type of ['pointerdown', 'keydown', 'wheel']) {
      page.addEventListener(type, () => over.abort(), { signal, capture: true, passive: true })
    }
    look()
  }
}

function placeOf(element: Element, apply: Place['apply']): Place {
  return { element, path: pathOf(element), likeness: likenessOf(element), apply }
}

function scrolledPlaces(page: Document): Place[] {
  const found: Place[] = []
  for (const element of page.body.querySelectorAll('*')) {
    const { scrollTop, scrollLeft } = element
    if (!scrollTop && !scrollLeft) continue
    found.push(placeOf(element, (to) => Object.assign(to, { scrollTop, scrollLeft })))
  }
  return found
}

function focusedPlace({ activeElement, body }: Document): Place[] {
  if (!activeElement || activeElement === body) return []
  const { selectionStart, selectionEnd, selectionDirection } = activeElement as HTMLInputElement
  const apply = (to: Element) => {
    const input = to as HTMLInputElement
    input.focus({ preventScroll: true })
    // Inputs without text, such as a checkbox, have none.
    if (typeof selectionStart !== 'number') return
    input.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined)
  }
  return [placeOf(activeElement, apply)]
}

/** The way from the document's root, as positions among siblings. */
function pathOf(element: Element): number[] {
  const path: number[] = []
  for (let one = element; one.parentElement; one = one.parentElement) {
    path.unshift([...one.parentElement.children].indexOf(one))
  }
  return path
}

function elementAt({ documentElement }: Document, path: readonly number[]): Element | undefined {
  let found: Element | undefined = documentElement
  for (const index of path) found = found?.children[index]
  return found
}

function likenessOf(element: Element): string {
  const { tagName, id, className } = element
  return JSON.stringify([tagName, id, String(className), element.getAttribute('name')])
}
