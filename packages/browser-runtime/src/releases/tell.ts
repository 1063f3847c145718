import type { late } from '../errors.ts'
import type { Events } from '../events.ts'

/** Tells of a release, once. */
export type Tell = (
  name: 'releaseReady' | 'releaseSkipped',
  integrity: string | undefined,
  facts: { readonly id: string; readonly version: string; readonly from: string },
) => Promise<void>

export function createTell({ report }: Pick<Events, 'report'>, explain: typeof late): Tell {
  const told = new Set<string>()
  return async (name, integrity, facts) => {
    const key = `${name} ${integrity}`
    if (told.has(key)) return
    told.add(key)
    report(await explain(name, facts), facts.id, name === 'releaseReady' ? 'info' : 'warning')
  }
}
