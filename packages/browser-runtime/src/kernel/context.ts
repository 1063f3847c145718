import type { Dispose, PluginContext, PluginServices } from '../plugin.ts'

export interface OwnedContext {
  readonly context: PluginContext
  /** Undoes what was registered through the context, last first, and aborts its signal. */
  end(reason: unknown): void
}

/** The context of one generation: everything registered through it is undone when it ends. */
export function createContext(
  facts: Pick<PluginContext, 'id' | 'version' | 'manifest' | 'config'>,
  services: PluginServices,
): OwnedContext {
  const controller = new AbortController()
  const undo: Dispose[] = []
  function register(name: string, service: unknown) {
    const dispose = services.register(name, service)
    undo.unshift(dispose)
    return dispose
  }
  return {
    context: { ...facts, signal: controller.signal, services: { ...services, register } },
    end(reason) {
      controller.abort(reason)
      for (const dispose of undo) dispose()
    },
  }
}
