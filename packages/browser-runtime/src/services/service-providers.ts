import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { LatePorts } from './late-services.ts'
import type { ServiceMatch } from './match-service.ts'
import type { ServiceUser } from './services.ts'

/** Plugins that provide a service, as their manifests say. */
export interface Providers {
  /** What became of them, in the plan's order. */
  facts(): readonly { id: string; strategy: string; state: string }[]
  /**
   * Loads the first that was not tried yet, one at a time; `done` is called when it is there or failed.
   * @throws SERVICE_PROVIDER_FAILED when none is left.
   */
  loadNext(done: () => void): void
}

export function createProviders(
  { kernel, late: explain }: LatePorts,
  user: ServiceUser,
  name: string,
  { isWanted }: ServiceMatch,
  signal: AbortSignal,
): Providers {
  const tried = new Set<string>()
  let isLoading = false
  let failure: unknown

  const all = () =>
    [...kernel.plugins.values()].filter(({ id, services = {} }) => {
      return id !== user.id && Object.hasOwn(services, name) && isWanted(services[name])
    })

  async function load({ id }: ManagedPlugin, done: () => void) {
    tried.add(id)
    isLoading = true
    try {
      await kernel.load(id, { signal })
      failure = undefined
    } catch (cause) {
      failure = await explain('serviceProviderFailed', { name, user: user.id, provider: id, cause })
    }
    isLoading = false
    done()
  }

  return {
    facts: () => all().map(({ id, strategy, status }) => ({ id, strategy, state: status.state })),
    loadNext(done) {
      if (isLoading) return
      const next = all().find(({ id, strategy, status }) => {
        // One that is ready has registered what it has; one on demand is for its user to load.
        return !tried.has(id) && strategy !== 'on-demand' && status.state !== 'ready'
      })
      if (next) void load(next, done)
      else if (failure) throw failure
    },
  }
}
