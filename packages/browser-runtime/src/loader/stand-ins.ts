import type { PluginContext } from '../plugin.ts'
import type { RegisterOptions } from '../services/plugin-services.ts'

/**
 * What is handed out in the place of a plugin's services while its code may be edited: whoever keeps
 * a reference has the service of the generation that runs. Each generation hands out objects of its own,
 * so that who follows a service is told of the next one.
 */
export interface StandIns {
  /** The context of a generation, which registers stand-ins. */
  registering(context: PluginContext): PluginContext
}

/** A service as it is now. */
interface Kept {
  now: object
}

export function createStandIns(): StandIns {
  const kept = new Map<string, Kept>()
  return {
    registering(context) {
      const { services } = context
      const counts = new Map<string, number>()

      function register(name: string, service: unknown, options?: RegisterOptions) {
        // A plugin may offer several under one name.
        const count = (counts.get(name) ?? 0) + 1
        counts.set(name, count)
        return services.register(name, standInFor(`${name} ${count}`, service), options)
      }
      return { ...context, services: { ...services, register } }
    },
  }

  function standInFor(key: string, service: unknown): unknown {
    if (!canBeStoodInFor(service)) return service
    const known = kept.get(key)
    const holder = known && typeof known.now === typeof service ? known : { now: service }
    holder.now = service
    kept.set(key, holder)
    return typeof service === 'function' ? callable(service, () => holder.now) : likeObject(holder)
  }
}

/**
 * Objects of the browser are checked by the browser, which takes no other ones; values of React, such as
 * a context, are compared.
 */
function canBeStoodInFor(service: unknown): service is object {
  if (typeof service === 'function') return true
  const kind = Object.prototype.toString.call(service)
  if (kind !== '[object Object]' && kind !== '[object Module]') return false
  return !Reflect.has(Object(service), '$$typeof')
}

/** Called, it calls what `now` gives. */
function callable(like: object, now: () => unknown, self?: () => unknown): object {
  const current = () => {
    const found = now()
    return (typeof found === 'function' ? found : like) as () => unknown
  }
  return new Proxy(like, {
    apply: (_, given, args) => Reflect.apply(current(), self?.() ?? given, args),
    construct: (_, args) => Reflect.construct(current(), args) as object,
  })
}

/** Its methods run on the object itself, which may have private fields; so do those that were taken off it. */
function likeObject(kept: Kept): object {
  const methods = new Map<PropertyKey, { value: object; method: object }>()
  return new Proxy(
    {},
    {
      get(_, key) {
        const value: unknown = Reflect.get(kept.now, key)
        if (typeof value !== 'function' || key === 'constructor') return value
        const known = methods.get(key)
        if (known?.value === value) return known.method
        const now = () => Reflect.get(kept.now, key) as unknown
        const method = callable(value, now, () => kept.now)
        methods.set(key, { value, method })
        return method
      },
      set: (_, key, value) => Reflect.set(kept.now, key, value),
      has: (_, key) => Reflect.has(kept.now, key),
      deleteProperty: (_, key) => Reflect.deleteProperty(kept.now, key),
      ownKeys: () => Reflect.ownKeys(kept.now),
      getPrototypeOf: () => Reflect.getPrototypeOf(kept.now),
      getOwnPropertyDescriptor(_, key) {
        const found = Reflect.getOwnPropertyDescriptor(kept.now, key)
        // A proxy may not say of a property that it is fixed unless its own target has it.
        return found && { ...found, configurable: true }
      },
    },
  )
}
