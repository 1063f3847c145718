import type { late } from '../errors.ts'
import type { Events } from '../events.ts'
import type { Dispose } from '../plugin.ts'
import type {
  FactoryOptions,
  RegisterOptions,
  ServiceFactory,
  ServiceFilter,
  WaitOptions,
} from './plugin-services.ts'
import { createReplacements } from './replacements.ts'
import { createFactories, type Factories } from './service-factories.ts'
import type { ServiceKernel } from './service-kernel.ts'
import type { ServiceRegistry } from './registry.ts'
import type { ServiceUser } from './services.ts'
import { trackService } from './track-service.ts'
import { waitForService } from './wait-for-service.ts'

/** The registry of a host, and what surrounds it. */
export interface LateServicePorts extends ServiceRegistry {
  readonly events: Events
  readonly kernel: ServiceKernel
  /** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
  readonly late: typeof late
}

/** The same, and what makes services. */
export interface LatePorts extends LateServicePorts {
  readonly factories: Factories
}

/** Who calls, and how that one registers. */
export interface Caller extends ServiceUser {
  register(name: string, service: unknown, options?: RegisterOptions): Dispose
}

/** What of the services is fetched when it is called. */
export function createLateServices(ports: LateServicePorts) {
  const factories = createFactories(ports)
  const replacements = createReplacements(ports)
  const all: LatePorts = { ...ports, factories }
  return {
    async registerFactory(
      { register }: Caller,
      name: string,
      factory: ServiceFactory,
      options: FactoryOptions = {},
    ): Promise<Dispose> {
      return register(name, undefined, { ...options, factory } as FactoryOptions)
    },
    replace: replacements.replace,
    wait: (user: Caller, name: string, options: WaitOptions = {}) =>
      waitForService(all, user, name, options),
    track: (
      user: Caller,
      name: string,
      listener: (service: unknown) => void,
      filter?: ServiceFilter,
    ) => trackService(all, user, name, listener, filter),
    clearScope: async (_user: Caller, scope: string) => factories.clearScope(scope),
  }
}

export type LateServices = ReturnType<typeof createLateServices>
