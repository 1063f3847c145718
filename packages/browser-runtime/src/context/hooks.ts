import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import { once } from '../once.ts'
import type { Dispose } from '../plugin.ts'
import type { HookHandler } from './context-methods.ts'
import type { Handling, HandlingPlugin } from './call-handlers.ts'

/** Named hooks of a host, by which plugins speak to each other. */
export interface Hooks {
  on(hook: string, handler: HookHandler, plugin?: HandlingPlugin): Dispose
  /** Calls the handlers in order, each after the one before it. Never rejects. */
  emit(hook: string, ...args: unknown[]): Promise<void>
}

/** Who handles what. The code that calls handlers is fetched when there is one to call. */
export function createHooks(events: Events): Hooks {
  const all = new Set<Handling>()
  const calling = once(() => import('./call-handlers.ts'))
  const of = (hook: string) => [...all].filter((one) => one.hook === hook)

  return {
    on(hookName, handler, plugin) {
      const handling = { hook: hookName, handler, plugin }
      all.add(handling)
      events.emit('hook:registered', { hookName, handlerCount: of(hookName).length })
      return () => all.delete(handling)
    },
    async emit(hookName, ...args) {
      const handlers = of(hookName)
      events.emit('hook:triggered', { hookName, args, handlerCount: handlers.length })
      if (!handlers.length) return
      await calling().then(
        (module) => module.callHandlers(handlers, args, all, { report: events.report, late, withDeadline }),
        events.report,
      )
    },
  }
}
