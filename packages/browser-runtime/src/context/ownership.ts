import { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { Dispose } from '../plugin.ts'

/** What one generation has registered, until it ends. */
export interface Ownership {
  readonly signal: AbortSignal
  /**
   * Keeps how to undo a registration; `method` is what the plugin called, `about` the object that it
   * gave away. After the end it is undone at once, with a diagnostic.
   */
  own(dispose: () => unknown, method?: string, about?: unknown): Dispose
  /** Whether the generation has ended; then a diagnostic names the call. */
  isOver(method: string): boolean
  /** The objects that registrations are about. */
  given(): readonly unknown[]
  /** Aborts the signal, then undoes what was registered, the last first. What throws is reported. */
  end(reason: unknown): void
}

export function createOwnership(id: string, version: string, { report }: Events): Ownership {
  const controller = new AbortController()
  const { signal } = controller
  const owned = new Map<() => unknown, unknown>()

  async function tell(...[name, details]: Trouble) {
    report(await late(name, { id, version, ...details }), id, 'warning')
  }

  function isOver(method: string) {
    if (signal.aborted) void tell('lifecycleEnded', { method })
    return signal.aborted
  }

  async function attempt(undo: () => unknown) {
    try {
      await undo()
    } catch (cause) {
      void tell('lifecycleUndoThrew', { cause })
    }
  }

  return {
    signal,
    isOver,
    own(dispose, method = 'own', about) {
      const undo = (): unknown => owned.delete(undo) && dispose()
      owned.set(undo, about)
      if (isOver(method)) void attempt(undo)
      return undo
    },
    given: () => [...owned.values()],
    end(reason) {
      controller.abort(reason)
      for (const undo of [...owned.keys()].reverse()) void attempt(undo)
    },
  }
}

type Trouble =
  | [name: 'lifecycleEnded', details: { method: string }]
  | [name: 'lifecycleUndoThrew', details: { cause: unknown }]
