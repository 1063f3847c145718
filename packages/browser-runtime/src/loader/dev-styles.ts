import type { Release } from './executor.ts'

/** Attribute that Vite's client gives every style element it makes: the module it came from. */
const viteStyle = 'data-vite-dev-id'

export interface DevStyles {
  /** Puts the style elements that a plugin's modules reach back where they stood. */
  attach(release: Release): Promise<void>
  /** Takes out those that no other attached plugin reaches. */
  detach(release: Release): void
}

/** Style elements of the dev server: Vite's client makes them once, when the module is evaluated. */
export function createDevStyles(): DevStyles {
  /** Once for each generation: while two of one release meet, its styles stay. */
  const attached: Release[] = []
  const parked = new Map<string, { element: Element; place: Comment }>()

  async function park(release: Release) {
    const own = await stylesOf(release)
    const others = new Set((await Promise.all(attached.map(stylesOf))).flat())
    if (attached.includes(release)) return
    for (const element of document.querySelectorAll(`[${viteStyle}]`)) {
      const id = element.getAttribute(viteStyle) ?? ''
      if (!own.includes(id) || others.has(id)) continue
      const place = document.createComment(viteStyle)
      element.replaceWith(place)
      parked.set(id, { element, place })
    }
  }

  return {
    async attach(release) {
      attached.push(release)
      for (const id of parked.size ? await stylesOf(release) : []) {
        const style = parked.get(id)
        style?.place.replaceWith(style.element)
        parked.delete(id)
      }
    },
    detach(release) {
      const at = attached.indexOf(release)
      if (at < 0) return
      attached.splice(at, 1)
      if (!attached.includes(release)) void park(release)
    },
  }
}

/** The dev server says which style elements the plugin's modules reach now. */
async function stylesOf({ url }: Release): Promise<readonly string[]> {
  try {
    const response = await fetch(new URL('styles', url))
    return response.ok ? await response.json() : []
  } catch {
    return []
  }
}
