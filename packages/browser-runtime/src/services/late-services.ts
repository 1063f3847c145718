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

/** Of `PluginServices`, without its types. */
export interface LateServices {
  registerFactory(name: string, factory: ServiceFactory, options?: FactoryOptions): Promise<Dispose>
  replace(name: string, service: unknown): Promise<Dispose>
  wait(name: string, options?: WaitOptions): Promise<unknown>
  track(
    name: string,
    listener: (service: unknown) => void,
    filter?: ServiceFilter,
  ): Promise<Dispose>
  clearScope(scope: string): Promise<void>
}

/** The same, and what makes services. */
export interface LatePorts extends LateServicePorts {
  readonly factories: Factories
}

/** Who calls, and how that one registers. */
export interface Caller extends ServiceUser {
  register(name: string, service: unknown, options?: RegisterOptions): Dispose
}

/** What of the services is fetched when it is called, as each of their users sees it. */
export function createLateServices(ports: LateServicePorts): (caller: Caller) => LateServices {
  const factories = createFactories(ports)
  const replacements = createReplacements(ports)
  const all: LatePorts = { ...ports, factories }
  return (caller) => ({
    registerFactory: async (name, factory, options = {}) =>
      caller.register(name, undefined, { ...options, factory } as FactoryOptions),
    replace: (name, service) => replacements.replace(caller, name, service),
    wait: (name, options = {}) => waitForService(all, caller, name, options),
    track: (name, listener, filter) => trackService(all, caller, name, listener, filter),
    clearScope: async (scope) => factories.clearScope(scope),
  })
}
