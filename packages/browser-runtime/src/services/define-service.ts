import type { ServiceToken } from './service-map.ts'

/** A typed name, for whoever shares a module rather than a `ServiceMap`. It is the name itself. */
export function defineService<Service>(name: string): ServiceToken<Service> {
  return name as ServiceToken<Service>
}
