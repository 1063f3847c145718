import type { settle, urgent } from './elements.ts'
import type { Release } from './executor.ts'
import type { Recover, Resource } from './recovery.ts'

/** A style sheet and its place in the cascade: sheets stand in ascending order of `rank`. */
interface Style extends Resource {
  readonly rank: number
}

export interface Styles {
  /**
   * Applies the sheets that a chunk brings for a user; every further user shares the elements.
   * `place` is the plugin's in the plan: its sheets come after those of plugins before it.
   */
  acquire(
    release: Release,
    chunk: string,
    place: number,
    user: object,
    recover: Recover,
  ): Promise<unknown>
  /** Removes the sheets that only this user had. */
  release(user: object): void
}

interface Sheet {
  readonly rank: number
  readonly users: Set<object>
  element: HTMLElement
  applied: Promise<void>
}

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
type Elements = readonly [insert: typeof settle, attributes: typeof urgent]

/**
 * Sheets of plugins as link elements. They stand at the end of the body, because a host's own
 * bundler appends the host's lazy sheets to the head at any time, and those come first.
 */
export function createStyles([settleIn, attributesOf]: Elements, nonce?: string): Styles {
  const sheets = new Map<string, Sheet>()

  function create({ url, integrity }: Style): HTMLElement {
    const attributes = { ...attributesOf(integrity, nonce), rel: 'stylesheet', href: url }
    return Object.assign(document.createElement('link'), attributes)
  }

  function load(style: Style, recover: Recover): Sheet {
    const [next] = [...sheets.values()]
      .filter(({ rank }) => rank > style.rank)
      .sort((a, b) => a.rank - b.rank)
    const insert = (before: Node | null) => {
      sheet.element.remove()
      sheet.element = create(style)
      return settleIn(sheet.element, document.body, before)
    }
    const sheet: Sheet = {
      rank: style.rank,
      users: new Set(),
      element: create(style),
      applied: Promise.resolve(),
    }
    sheet.applied = insert(next?.element ?? null)
      .catch((cause: unknown) => recover(style, () => insert(sheet.element.nextSibling), cause))
      .catch((error: unknown) => {
        remove(style.url, sheet)
        throw error
      })
    return sheet
  }

  function remove(url: string, { element }: Sheet) {
    element.remove()
    sheets.delete(url)
  }

  return {
    acquire(release, chunk, place, user, recover) {
      const applied = stylesOf(release, chunk, place).map((style) => {
        const sheet = sheets.get(style.url) ?? load(style, recover)
        sheets.set(style.url, sheet)
        sheet.users.add(user)
        return sheet.applied
      })
      return Promise.all(applied)
    },
    release(user) {
      for (const [url, sheet] of sheets) {
        if (sheet.users.delete(user) && !sheet.users.size) remove(url, sheet)
      }
    },
  }
}

/** More than a page has plugins, or a plugin has sheets. */
const most = 1e5

function stylesOf({ manifest, url }: Release, name: string, place: number): Style[] {
  const { id, chunks, styles } = manifest
  // Chunks of the plugin alone are named after it; sheets of shared chunks come before its own.
  const own = Number(name.startsWith(`${id}/`))
  const all = Object.keys(styles)
  return (chunks[name]?.styles ?? []).map((sheet) => ({
    url: new URL(sheet, url).href,
    integrity: styles[sheet]?.integrity,
    rank: (own * most + place) * most + all.indexOf(sheet),
  }))
}
