import type { Strategy } from '@mortise/shared'
import { late } from '../errors.ts'
import { createManagedPlugin, type KernelPorts, type ManagedPlugin } from './managed-plugin.ts'
import type { Registration } from './registration.ts'

/** The plugins that a host knows, in the plan's order. */
export interface Roster {
  readonly all: () => ManagedPlugin[]
  add(registration: Registration): void
  /** Takes the plan's order; plugins that are known already keep their place in life. */
  arrange(registrations: readonly Registration[]): void
  get(id: string): ManagedPlugin | undefined
  /** @throws HOST_PLUGIN_UNKNOWN, with the nearest id. */
  find(id: string): Promise<ManagedPlugin>
  byStrategy(...strategies: readonly Strategy[]): string[]
  /** The plugins and all that they need, in order. */
  closure(ids: readonly string[]): ManagedPlugin[]
  /** The plugin and all that require it, the last one first. */
  dependents(plugin: ManagedPlugin): ManagedPlugin[]
}

export function createRoster({ events, changed }: KernelPorts): Roster {
  const plugins = new Map<string, ManagedPlugin>()
  const all = () => [...plugins.values()]

  function add(registration: Registration) {
    const { id, version } = registration
    plugins.set(id, createManagedPlugin(registration, changed))
    events.emit('plugin:registered', { pluginName: id, version })
  }

  /** What can be reached from the plugins along an edge, in order. */
  function reach(from: readonly string[], edges: (plugin: ManagedPlugin) => readonly string[]) {
    const found = new Set<ManagedPlugin>()
    const visit = (id: string) => {
      const plugin = plugins.get(id)
      if (!plugin || found.has(plugin)) return
      found.add(plugin)
      edges(plugin).forEach(visit)
    }
    from.forEach(visit)
    return all().filter((plugin) => found.has(plugin))
  }

  return {
    all,
    add,
    arrange(registrations) {
      for (const registration of registrations) {
        const known = plugins.get(registration.id)
        plugins.delete(registration.id)
        if (known) plugins.set(registration.id, known)
        else add(registration)
      }
    },
    get: (id) => plugins.get(id),
    async find(id) {
      const plugin = plugins.get(id)
      if (plugin) return plugin
      throw await late('hostPluginUnknown', { id, known: [...plugins.keys()] })
    },
    byStrategy: (...strategies) =>
      all()
        .filter(({ registration }) => strategies.includes(registration.strategy))
        .map(({ registration }) => registration.id),
    closure: (ids) =>
      reach(ids, ({ registration: { requires, wants } }) => [...requires, ...wants]),
    dependents({ registration: { id } }) {
      const users = (plugin: ManagedPlugin) =>
        all()
          .filter(({ registration }) => registration.requires.includes(plugin.registration.id))
          .map(({ registration }) => registration.id)
      return reach([id], users).reverse()
    },
  }
}
