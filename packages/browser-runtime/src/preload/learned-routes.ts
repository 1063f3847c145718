/** How often one route followed another, by role. It is kept on this device and goes nowhere. */
export interface LearnedRoutes {
  record(roles: readonly string[], from: string, to: string): void
  /** Routes that are likely to follow, the likeliest first. */
  likely(roles: readonly string[], from: string): string[]
}

/** By roles and route: counts of the routes that followed. */
type Counts = Record<string, Record<string, number>>

/** `forgetRoutes` removes it. */
const key = 'mortise:routes'

/** Once is chance. */
const leastCount = 2
const leastShare = 0.25
/** Routes that are kept, the ones that were left last; and of each, those that followed most. */
const mostRoutes = 100
const mostNext = 8

type Store = Pick<Storage, 'getItem' | 'setItem'>

export function createLearnedRoutes(storage: () => Store = () => localStorage): LearnedRoutes {
  return {
    record(roles, from, to) {
      const counts = read(storage)
      const place = placeOf(roles, from)
      const { [place]: known = {}, ...others } = counts
      const followed = { ...known, [to]: (known[to] ?? 0) + 1 }
      const kept = Object.entries(followed).sort(([, a], [, b]) => b - a)
      const routes = [
        ...Object.entries(others),
        [place, Object.fromEntries(kept.slice(0, mostNext))],
      ]
      write(storage, Object.fromEntries(routes.slice(-mostRoutes)) as Counts)
    },
    likely(roles, from) {
      const followed = Object.entries(read(storage)[placeOf(roles, from)] ?? {})
      const all = followed.reduce((sum, [, count]) => sum + count, 0)
      return followed
        .filter(([, count]) => count >= leastCount && count / all >= leastShare)
        .sort(([, a], [, b]) => b - a)
        .map(([path]) => path)
    },
  }
}

/** Roles hold no line break, and no route does. */
const placeOf = (roles: readonly string[], route: string) =>
  [...roles].sort().concat(route).join('\n')

function read(storage: () => Store): Counts {
  try {
    const counts: unknown = JSON.parse(storage().getItem(key) ?? '{}')
    return isCounts(counts) ? counts : {}
  } catch {
    return {}
  }
}

function write(storage: () => Store, counts: Counts) {
  try {
    storage().setItem(key, JSON.stringify(counts))
  } catch {
    // Blocked or full: nothing is learned.
  }
}

/** Anybody on this origin can write there. */
function isCounts(value: unknown): value is Counts {
  const isRecord = (one: unknown) => typeof one === 'object' && one !== null
  return isRecord(value) && Object.values(value).every(isRecord)
}
