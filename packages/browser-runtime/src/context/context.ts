import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { PluginContext } from '../plugin.ts'
import type { ExtensionsFor } from '../extensions/plugin-extensions.ts'
import type { ServicesFor } from '../services/services.ts'
import type { Hooks } from './hooks.ts'
import { createMethods, type Own } from './methods.ts'

export interface OwnedContext {
  readonly context: PluginContext
  /** How to undo what is registered now, and the object that it is about. */
  readonly owned: ReadonlyMap<() => unknown, unknown>
  /** Aborts the signal, then undoes what was registered, the last first. What throws is reported. */
  end(reason: unknown): void
}

/** Makes the context of a generation: everything registered through it is undone when that ends. */
export type CreateContext = (
  facts: Pick<PluginContext, 'id' | 'version' | 'manifest' | 'config'>,
) => OwnedContext

export function createContexts(
  { report }: Pick<Events, 'report'>,
  hooks: Hooks,
  services: ServicesFor,
  extensions: ExtensionsFor,
  /** Of the page's Content-Security-Policy, for style elements. */
  nonce?: string,
): CreateContext {
  return (facts) => {
    const { id, version } = facts
    const controller = new AbortController()
    const { signal } = controller
    const owned = new Map<() => unknown, unknown>()
    const warn = (error: unknown) => report(error, id, 'warning')

    const own: Own = (dispose, method = 'register', about) => {
      const undo = (): unknown => owned.delete(undo) && dispose()
      owned.set(undo, about)
      if (signal.aborted) {
        attempt(undo).catch(warn)
        late('lifecycleEnded', { id, version, method }).then(warn)
      }
      return undo
    }

    /** What throws at once rejects too. */
    const attempt = async (undo: () => unknown) => undo()

    return {
      context: {
        ...facts,
        ...createMethods(own, signal, hooks, facts, nonce),
        signal,
        services: services({ id, signal, own }),
        extensions: extensions(id, own),
      },
      owned,
      end(reason) {
        controller.abort(reason)
        for (const undo of [...owned.keys()].reverse()) attempt(undo).catch(warn)
      },
    }
  }
}
