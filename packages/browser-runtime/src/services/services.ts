import { serviceDuplicate, serviceMissing } from '../errors.ts'
import type { Events } from '../events.ts'
import type { PluginServices } from '../plugin.ts'

/** The services of one host. The order of a start makes a plugin's dependencies register before it asks. */
export function createServices(events: Pick<Events, 'emit'>): PluginServices {
  const services = new Map<string, { readonly service: unknown }>()
  return {
    register(name, service) {
      if (services.has(name)) throw serviceDuplicate(name)
      const registered = { service }
      services.set(name, registered)
      events.emit('service:registered', { serviceName: name })
      return () => {
        if (services.get(name) !== registered) return
        services.delete(name)
        events.emit('service:unregistered', { serviceName: name })
      }
    },
    get<Service>(name: string) {
      const registered = services.get(name)
      if (!registered) throw serviceMissing(name, [...services.keys()])
      return registered.service as Service
    },
    has: (name) => services.has(name),
  }
}
