import { late, serviceDuplicate, serviceMissing } from '../errors.ts'
import type { Events } from '../events.ts'
import { once } from '../once.ts'
import type { Dispose } from '../plugin.ts'
import type { LateServices } from './late-services.ts'
import type {
  PluginServices,
  RegisterOptions,
  ServiceFilter,
  ServiceProperties,
} from './plugin-services.ts'
import type { ServiceKernel } from './service-kernel.ts'

/** One registration. */
export interface ServiceEntry extends RegisterOptions {
  readonly name: string
  /** Nothing while it is to be made by a factory. */
  service: unknown
  readonly ranking: number
  readonly properties: ServiceProperties
}

/** Who registers and asks: the context of a plugin, or the host, which has no id. */
export interface ServiceUser {
  readonly id?: string
  /** Aborts when the plugin stops. */
  readonly signal?: AbortSignal
  /** Takes what undoes a registration, for when the plugin stops. */
  own(dispose: Dispose): Dispose
}

export type ServicesFor = (user: ServiceUser) => PluginServices

/**
 * The services of one host, as each of their users sees them. Here is what a start needs; the rest
 * is fetched when it is called for the first time, and works on the same entries.
 */
export function createServices(events: Events, kernel: () => ServiceKernel): ServicesFor {
  /** The highest ranking first, then in the order of registration. */
  const entries: ServiceEntry[] = []
  const lateServices = once(async () => {
    const module = await import('./late-services.ts')
    return module.createLateServices({ entries, find, fits, events, kernel: kernel(), late })
  })

  const find = (name: string, filter?: ServiceFilter) =>
    entries.find((entry) => entry.name === name && fits(entry, filter))

  return (user) => {
    function register(name: string, service: unknown, options: RegisterOptions = {}) {
      const { ranking, properties } = options
      if (ranking === undefined && find(name)) throw serviceDuplicate(name)
      const entry = {
        ...options,
        name,
        service,
        ranking: ranking ?? 0,
        properties: { ...properties, pluginId: user.id },
      }
      entries.push(entry)
      entries.sort((a, b) => b.ranking - a.ranking)
      events.emit('service:registered', { serviceName: name })
      return user.own(() => {
        const at = entries.indexOf(entry)
        if (at < 0) return
        entries.splice(at, 1)
        events.emit('service:unregistered', { serviceName: name })
      })
    }

    const later =
      (method: keyof LateServices) =>
      async (...args: unknown[]) =>
        (await lateServices())[method]({ ...user, register }, ...(args as [never, never, never]))

    return {
      register,
      get(name: string, filter?: ServiceFilter) {
        const service = find(name, filter)?.service
        if (service !== undefined) return service
        const known = entries.map((entry) => entry.name)
        throw serviceMissing(name, known, kernel().plugins)
      },
      find: (name: string, filter?: ServiceFilter) => find(name, filter)?.service,
      has: (name, filter) => !!find(name, filter),
      registerFactory: later('registerFactory'),
      replace: later('replace'),
      wait: later('wait'),
      track: later('track'),
      clearScope: later('clearScope'),
    } as PluginServices
  }
}

function fits({ properties }: ServiceEntry, filter: ServiceFilter = {}): boolean {
  if (typeof filter === 'function') return filter(properties)
  return Object.keys(filter).every((key) => filter[key] === properties[key])
}
