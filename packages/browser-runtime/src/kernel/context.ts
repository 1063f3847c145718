import type { Dispose, PluginContext, PluginServices } from '../plugin.ts'
import type { HookBus } from './hook-bus.ts'

export interface OwnedContext {
  context: PluginContext
  /** Undoes what was registered through the context, last first, and aborts its signal. */
  end(reason: unknown): void
}

/** The context of one generation: everything registered through it is undone when it ends. */
export function createContext(
  facts: Pick<PluginContext, 'id' | 'version' | 'manifest' | 'config'>,
  services: PluginServices,
  bus: HookBus,
): OwnedContext {
  const controller = new AbortController()
  const undo = new Set<Dispose>()

  function own(dispose: Dispose): Dispose {
    undo.add(dispose)
    return () => {
      undo.delete(dispose)
      dispose()
    }
  }

  return {
    context: {
      ...facts,
      signal: controller.signal,
      services: { ...services, register: (name, service) => own(services.register(name, service)) },
      on: (hook, handler) => own(bus.on(hook, handler)),
      emit: bus.emit,
    },
    end(reason) {
      controller.abort(reason)
      for (const dispose of [...undo].reverse()) dispose()
      undo.clear()
    },
  }
}
