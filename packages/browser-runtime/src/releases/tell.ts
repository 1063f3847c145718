import type { late } from '../errors.ts'
import type { Events } from '../events.ts'

/** Tells of a plugin's release once, until something else is true of the plugin. */
export type Tell = (
  name: 'releaseReady' | 'releaseSkipped',
  integrity: string | undefined,
  facts: { readonly id: string; readonly version: string; readonly from: string },
) => Promise<void>

export function createTell({ report }: Pick<Events, 'report'>, explain: typeof late): Tell {
  const told = new Map<string, string>()
  return async (name, integrity, facts) => {
    const key = `${name} ${facts.id}`
    const release = `${integrity} ${facts.from}`
    if (told.get(key) === release) return
    told.set(key, release)
    report(await explain(name, facts), facts.id, name === 'releaseReady' ? 'info' : 'warning')
  }
}
