import type { Events } from '../events.ts'
import type { Dispose } from '../plugin.ts'

type Handler = (...args: unknown[]) => void

/** What plugins say to each other by name, without knowing who listens. */
export interface HookBus {
  on(hook: string, handler: Handler): Dispose
  emit(hook: string, ...args: unknown[]): void
}

export function createHookBus(events: Pick<Events, 'emit' | 'guard'>): HookBus {
  const hooks = new Map<string, Set<Handler>>()
  return {
    on(hookName, handler) {
      const handlers = hooks.get(hookName) ?? new Set()
      hooks.set(hookName, handlers.add(handler))
      events.emit('hook:registered', { hookName, handlerCount: handlers.size })
      return () => handlers.delete(handler)
    },
    emit(hookName, ...args) {
      const handlers = [...(hooks.get(hookName) ?? [])]
      events.emit('hook:triggered', { hookName, args, handlerCount: handlers.length })
      for (const handler of handlers) events.guard(() => handler(...args))
    },
  }
}
