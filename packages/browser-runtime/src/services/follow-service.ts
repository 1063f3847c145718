import type { LatePorts } from './late-services.ts'
import type { ServiceEntry } from './registry.ts'
import type { ServiceUser } from './services.ts'
import { followChanges } from './track-service.ts'

/**
 * Restarts a plugin as soon as another provider takes over a service that it uses. While there is
 * none, a restart would not help it.
 */
export function followService(
  { events, kernel }: LatePorts,
  { id, own }: ServiceUser,
  entry: ServiceEntry,
  best: () => ServiceEntry | undefined,
): void {
  if (id === undefined) return
  const { name } = entry
  const look = () => {
    const now = best()
    // A plugin that takes over itself would be restarted for ever.
    if (!now || now === entry || now.properties['pluginId'] === id) return
    stop()
    const reason = `the provider of service "${name}" changed`
    kernel.restart(id, reason).catch((error: unknown) => events.report(error, id))
  }
  const stop = own(followChanges(events, name, look))
  look()
}
