import { serviceDuplicate, serviceMissing } from '../errors.ts'
import type { Events } from '../events.ts'
import type { PluginServices } from '../plugin.ts'

/** The services of one host. The order of a start makes a plugin's dependencies register before it asks. */
export function createServices(events: Pick<Events, 'emit'>): PluginServices {
  const services = new Map<string, unknown>()
  return {
    register(name, service) {
      if (services.has(name)) throw serviceDuplicate(name)
      services.set(name, service)
      events.emit('service:registered', { serviceName: name })
      let registered = true
      return () => {
        if (!registered) return
        registered = false
        services.delete(name)
        events.emit('service:unregistered', { serviceName: name })
      }
    },
    get<Service>(name: string) {
      if (!services.has(name)) throw serviceMissing(name, [...services.keys()])
      return services.get(name) as Service
    },
    has: (name) => services.has(name),
  }
}
