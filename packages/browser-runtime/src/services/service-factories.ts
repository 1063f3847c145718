import type { FactoryOptions, ServiceFactory } from './plugin-services.ts'
import type { LateServicePorts } from './late-services.ts'
import type { ServiceEntry } from './registry.ts'
import type { ServiceUser } from './services.ts'

/** Makes the services that were registered as factories. */
export interface Factories {
  /**
   * The service of an entry, made if need be: once, for each call, or once for a scope.
   * @throws SERVICE_SCOPE_MISSING, SERVICE_FACTORY_FAILED
   */
  make(entry: ServiceEntry, user: ServiceUser, scope?: string): Promise<unknown>
  clearScope(scope: string): void
}

interface FactoryEntry extends ServiceEntry, Pick<FactoryOptions, 'scope'> {
  readonly factory: ServiceFactory
}

/** What an entry's factory has made, by scope; a singleton is in the scope of nobody. */
type Made = Map<string | undefined, Promise<unknown>>

export function createFactories({
  entries,
  late: explain,
}: Omit<LateServicePorts, 'kernel'>): Factories {
  const made = new WeakMap<ServiceEntry, Made>()

  async function run(
    { name, factory, properties }: FactoryEntry,
    user: ServiceUser,
    scope?: string,
  ) {
    try {
      const service = await factory({ name, scope, pluginId: user.id })
      if (service !== undefined) return service
    } catch (cause) {
      throw await explain('serviceFactoryFailed', { name, provider: properties['pluginId'], cause })
    }
    throw await explain('serviceFactoryFailed', { name, provider: properties['pluginId'] })
  }

  /** Kept from the first call on, so that callers at the same time share one; a failure is not kept. */
  function keep(entry: FactoryEntry, user: ServiceUser, scope?: string) {
    const kept: Made = made.get(entry) ?? new Map()
    made.set(entry, kept)
    const known = kept.get(scope)
    if (known) return known
    const service = run(entry, user, scope)
    kept.set(scope, service)
    service.catch(() => kept.delete(scope))
    return service
  }

  return {
    async make(entry, user, scope) {
      if (!isFactory(entry) || entry.service !== undefined) return entry.service
      const { name, scope: lifetime = 'singleton' } = entry
      if (lifetime === 'transient') return run(entry, user, scope)
      if (lifetime === 'singleton') {
        const service = await keep(entry, user)
        entry.service ??= service
        return entry.service
      }
      if (scope === undefined) throw await explain('serviceScopeMissing', { name, user: user.id })
      return keep(entry, user, scope)
    },
    clearScope(scope) {
      for (const entry of entries) made.get(entry)?.delete(scope)
    },
  }
}

function isFactory(entry: ServiceEntry): entry is FactoryEntry {
  return 'factory' in entry
}
