import type { Dispose } from '../plugin.ts'
import type { LateServicePorts } from './late-services.ts'
import type { ServiceEntry } from './registry.ts'
import type { ServiceUser } from './services.ts'

export interface Replacements {
  /** @throws SERVICE_MISSING */
  replace(user: ServiceUser, name: string, service: unknown): Promise<Dispose>
}

/** What stands in the place of what was registered, the newest last. Each can go, in any order. */
interface Layers {
  readonly registered: unknown
  readonly over: Set<{ readonly service: unknown }>
}

export function createReplacements({ find, entries, events, late }: LateServicePorts) {
  const replaced = new WeakMap<ServiceEntry, Layers>()

  function show(entry: ServiceEntry, { registered, over }: Layers) {
    const top = [...over].at(-1)
    entry.service = top ? top.service : registered
    // Who follows the service learns of it; its provider may have gone meanwhile.
    if (entries.includes(entry)) events.emit('service:registered', { serviceName: entry.name })
  }

  return {
    async replace(user, name, service) {
      const entry = find(name)
      if (!entry) {
        const known = entries.map((other) => other.name)
        throw await late('serviceMissing', { name, known })
      }
      const layers = replaced.get(entry) ?? { registered: entry.service, over: new Set() }
      replaced.set(entry, layers)
      const layer = { service }
      layers.over.add(layer)
      show(entry, layers)
      return user.own(() => {
        if (layers.over.delete(layer)) show(entry, layers)
      })
    },
  } satisfies Replacements
}
