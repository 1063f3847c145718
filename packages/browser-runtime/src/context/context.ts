import type { Events } from '../events.ts'
import type { PluginContext } from '../plugin.ts'
import type { ServicesFor } from '../services/services.ts'
import type { Hooks } from './hooks.ts'
import { createMethods } from './methods.ts'
import { createOwnership, type Ownership } from './ownership.ts'

/** What contexts are made of. */
export interface ContextPorts {
  readonly events: Events
  readonly hooks: Hooks
  readonly services: ServicesFor
}

export interface OwnedContext extends Pick<Ownership, 'given' | 'end'> {
  readonly context: PluginContext
}

/** Makes the context of a generation: everything registered through it is undone when that ends. */
export type CreateContext = (
  facts: Pick<PluginContext, 'id' | 'version' | 'manifest' | 'config'>,
) => OwnedContext

export function createContexts({ events, hooks, services }: ContextPorts): CreateContext {
  return (facts) => {
    const { id, version } = facts
    const ownership = createOwnership(id, version, events)
    const { signal, own, given, end } = ownership
    const methods = createMethods(ownership, hooks, facts)
    const context = { ...facts, ...methods, signal, services: services({ id, signal, own }) }
    return { context, given, end }
  }
}
