import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import { once } from '../once.ts'
import { startExtras } from '../parts.ts'
import type { Dispose } from '../plugin.ts'
import type { Handling } from './late-hooks.ts'

/** Named hooks of a host, by which plugins and the app speak to each other. */
export interface Hooks {
  on(...handling: Handling): Dispose
  /** Calls the handlers in order, each after the one before it. Never rejects. */
  emit(hook: string, ...args: unknown[]): Promise<void>
}

/** Who handles what. All else is fetched with the first handler or call. */
export function createHooks(events: Events): Hooks {
  const all = new Set<Handling>()
  const lateHooks = once(async () => {
    const module = await startExtras()
    return module.hooks(all, events, late, withDeadline)
  })

  return {
    on(...handling) {
      all.add(handling)
      lateHooks().then((hooks) => hooks.announce(handling), events.report)
      return () => all.delete(handling)
    },
    async emit(...call) {
      // The host calls its own at every start, and mostly nobody listens.
      if (all.size || !call[0].startsWith('kernel:')) {
        await lateHooks().then((hooks) => hooks.call(...call), events.report)
      }
    },
  }
}
