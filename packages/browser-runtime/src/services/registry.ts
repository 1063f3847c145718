import type { RegisterOptions, ServiceFilter, ServiceProperties } from './plugin-services.ts'

/** One registration. */
export interface ServiceEntry extends RegisterOptions {
  readonly name: string
  /** Nothing while it is to be made by a factory. */
  service: unknown
  readonly ranking: number
  readonly properties: ServiceProperties
  /** Who has asked for it: should it leak, one of these may hold it. */
  readonly users: Set<string | undefined>
}

export interface ServiceRegistry {
  /** The highest ranking first, then in the order of registration. */
  readonly entries: ServiceEntry[]
  /** The best of a name. */
  find(name: string, filter?: ServiceFilter): ServiceEntry | undefined
  fits(entry: ServiceEntry, filter?: ServiceFilter): boolean
}

export function createRegistry(): ServiceRegistry {
  const entries: ServiceEntry[] = []
  return {
    entries,
    find: (name, filter) => entries.find((entry) => entry.name === name && fits(entry, filter)),
    fits,
  }
}

function fits({ properties }: ServiceEntry, filter: ServiceFilter = {}): boolean {
  if (typeof filter === 'function') return filter(properties)
  return Object.keys(filter).every((key) => filter[key] === properties[key])
}
