import type { settle, urgent } from './elements.ts'
import type { Recover, Resource } from './recovery.ts'

/** A style sheet and its place in the cascade: sheets stand in ascending order of `rank`. */
export interface Style extends Resource {
  readonly rank: number
}

export interface Styles {
  /** Applies a sheet for a user; every further user shares the element. */
  acquire(style: Style, user: object, recover: Recover): Promise<void>
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
interface Elements {
  readonly settle: typeof settle
  readonly urgent: typeof urgent
}

/**
 * Sheets of plugins as link elements. They stand at the end of the body, because a host's own
 * bundler appends the host's lazy sheets to the head at any time, and those come first.
 */
export function createStyles(elements: Elements, nonce?: string): Styles {
  const sheets = new Map<string, Sheet>()

  function create({ url, integrity }: Style): HTMLElement {
    const attributes = { ...elements.urgent(integrity, nonce), rel: 'stylesheet', href: url }
    return Object.assign(document.createElement('link'), attributes)
  }

  function load(style: Style, recover: Recover): Sheet {
    const [next] = [...sheets.values()]
      .filter(({ rank }) => rank > style.rank)
      .sort((a, b) => a.rank - b.rank)
    const insert = (before: Node | null) => {
      sheet.element.remove()
      sheet.element = create(style)
      return elements.settle(sheet.element, document.body, before)
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
    acquire(style, user, recover) {
      const sheet = sheets.get(style.url) ?? load(style, recover)
      sheets.set(style.url, sheet)
      sheet.users.add(user)
      return sheet.applied
    },
    release(user) {
      for (const [url, sheet] of sheets) {
        if (sheet.users.delete(user) && !sheet.users.size) remove(url, sheet)
      }
    },
  }
}
