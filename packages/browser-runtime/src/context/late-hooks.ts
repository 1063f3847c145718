import type { withDeadline } from '../deadline.ts'
import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { PluginContext } from '../plugin.ts'
import type { HookHandler } from './context-methods.ts'

/** Whose handler it is; absent for one of the app's own code. */
export type HandlingPlugin = Pick<PluginContext, 'id' | 'version' | 'manifest'>

export type Handling = readonly [hook: string, handler: HookHandler, plugin?: HandlingPlugin]

export interface LateHooks {
  /** Says that a handler has come. */
  announce(handling: Handling): void
  call(hook: string, ...args: unknown[]): Promise<void>
}

/** In ms, where the plugin's manifest gives none; that of the original kernel. */
const defaultTimeout = 30_000

/** What it works with is of the start-up path: handed in, so that the bundler cuts nothing out of that. */
export function createLateHooks(
  all: ReadonlySet<Handling>,
  events: Events,
  explain: typeof late,
  limit: typeof withDeadline,
): LateHooks {
  const { emit } = events

  async function callOne([hook, handler, plugin]: Handling, args: readonly unknown[]) {
    const { id, version, manifest } = plugin ?? {}
    const { timeout = defaultTimeout } = manifest?.loading?.initialization ?? {}
    const facts = { id, version, hook, timeout }
    const called = (async () => handler(...(args as never[])))().catch(async (cause: unknown) => {
      throw await explain('lifecycleHandlerThrew', { ...facts, cause })
    })
    await limit(called, timeout, () => explain('lifecycleHandlerTimeout', facts)).catch(
      (error: unknown) => events.report(error, id),
    )
  }

  const handlersOf = (hook: string) => [...all].filter(([name]) => name === hook)

  return {
    announce(handling) {
      const [hookName] = handling
      const handlers = handlersOf(hookName)
      // As many as there were when it came; others may have come since.
      const handlerCount = handlers.indexOf(handling) + 1 || handlers.length
      emit('hook:registered', { hookName, handlerCount })
    },
    async call(hookName, ...args) {
      const handlers = handlersOf(hookName)
      emit('hook:triggered', { hookName, args, handlerCount: handlers.length })
      for (const handling of handlers) {
        // Its plugin may have stopped while the others were called.
        if (all.has(handling)) await callOne(handling, args)
      }
    },
  }
}
