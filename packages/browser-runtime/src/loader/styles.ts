import { settle, urgent, type Resource } from './elements.ts'
import type { Recover } from './recovery.ts'

/** A style sheet and its place in the cascade: sheets stand in ascending order of `rank`. */
export interface Style extends Resource {
  readonly rank: readonly number[]
}

export interface Styles {
  /** Applies a sheet for a user; every further user shares the element. */
  acquire(style: Style, user: object, recover: Recover): Promise<void>
  /** Removes the sheets that only this user had. */
  release(user: object): void
}

interface Sheet {
  element: HTMLLinkElement
  rank: readonly number[]
  users: Set<object>
  applied: Promise<void>
}

/**
 * Sheets of plugins as link elements. They stand at the end of the body, because a host's own
 * bundler appends the host's lazy sheets to the head at any time, and those come first.
 */
export function createStyles(nonce?: string): Styles {
  const sheets = new Map<string, Sheet>()

  function insert(style: Style): Sheet {
    const element = create(style)
    const next = [...sheets.values()]
      .filter(({ rank }) => compare(rank, style.rank) > 0)
      .sort((a, b) => compare(a.rank, b.rank))[0]
    const applied = settle(element, document.body, next?.element ?? null)
    return { element, rank: style.rank, users: new Set(), applied }
  }

  function create(resource: Resource) {
    const { src: _, ...attributes } = urgent(resource, nonce)
    return Object.assign(document.createElement('link'), attributes, { rel: 'stylesheet' })
  }

  function load(style: Style, recover: Recover): Sheet {
    const sheet = insert(style)
    sheets.set(style.url, sheet)
    sheet.applied = sheet.applied.catch((cause: unknown) =>
      recover(
        style,
        () => {
          const { element } = sheet
          sheet.element = create(style)
          element.before(sheet.element)
          element.remove()
          return settle(sheet.element, document.body, sheet.element.nextSibling)
        },
        cause,
      ),
    )
    return sheet
  }

  return {
    acquire(style, user, recover) {
      const sheet = sheets.get(style.url) ?? load(style, recover)
      sheet.users.add(user)
      return sheet.applied
    },
    release(user) {
      for (const [url, { element, users }] of sheets) {
        if (!users.delete(user) || users.size) continue
        element.remove()
        sheets.delete(url)
      }
    },
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at])
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}
