import { callLater } from '../call-later.ts'
import { serviceDuplicate, serviceMissing } from '../errors.ts'
import type { Events } from '../events.ts'
import type { Dispose } from '../plugin.ts'
import type { Caller, LateServices } from './late-services.ts'
import type { PluginServices, RegisterOptions, ServiceFilter } from './plugin-services.ts'
import type { ServiceEntry, ServiceRegistry } from './registry.ts'
import type { ServiceKernel } from './service-kernel.ts'

/** Who registers and asks: the context of a plugin, or the host, which has no id. */
export interface ServiceUser {
  readonly id?: string
  /** Aborts when the plugin stops. */
  readonly signal?: AbortSignal
  /** Takes what undoes a registration, for when the plugin stops. */
  own(dispose: Dispose, method?: string, about?: ServiceEntry): Dispose
}

export type ServicesFor = (user: ServiceUser) => PluginServices

/** The services of one host, as each of their users sees them. */
export function createServices(
  { entries, find }: ServiceRegistry,
  events: Pick<Events, 'emit'>,
  plugins: () => ServiceKernel['plugins'],
  /** What a start does not need; it works on the same registry. */
  late: (caller: Caller) => Promise<LateServices>,
): ServicesFor {
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
        users: new Set<string | undefined>(),
      }
      entries.push(entry)
      entries.sort((a, b) => b.ranking - a.ranking)
      events.emit('service:registered', { serviceName: name })
      return user.own(
        () => {
          const at = entries.indexOf(entry)
          if (at < 0) return
          entries.splice(at, 1)
          events.emit('service:unregistered', { serviceName: name })
        },
        'services.register',
        entry,
      )
    }

    function ask(name: string, filter?: ServiceFilter) {
      const entry = find(name, filter)
      entry?.users.add(user.id)
      return entry?.service
    }

    return {
      register,
      get(name: string, filter?: ServiceFilter) {
        const service = ask(name, filter)
        if (service !== undefined) return service
        throw serviceMissing(
          name,
          entries.map((entry) => entry.name),
          plugins(),
        )
      },
      find: ask,
      has: (...query) => !!find(...query),
      ...callLater(
        () => late({ ...user, register }),
        ['registerFactory', 'replace', 'wait', 'track', 'clearScope'],
      ),
    } as PluginServices
  }
}
