import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type {
  Found,
  ServiceFilter,
  ServiceProperties,
  WaitOptions,
} from '../services/plugin-services.ts'
import type { ServiceName } from '../services/service-map.ts'
import { useHost } from './host-context.ts'

export interface UseServiceOptions extends Pick<WaitOptions, 'version' | 'timeout'> {
  /**
   * Waits for the service as `services.wait` does, so that the plugin which provides it is loaded;
   * what that rejects with is thrown, for an error boundary.
   */
  wait?: boolean
}

/**
 * The best service of a name as it is now, and nothing while there is none. A factory's singleton is
 * made for it. A predicate should be the same function at each render.
 */
export function useService<Given = never, Name extends ServiceName = string>(
  name: Name,
  filter?: ServiceFilter,
  { wait, version, timeout }: UseServiceOptions = {},
): Found<Given, Name> | undefined {
  const { services } = useHost()
  const [, setState] = useState(0)
  const chosen = useStableFilter(filter)

  const follow = useCallback(
    (changed: () => void) => {
      let isOver = false
      const tracking = services.track(name, () => isOver || changed(), chosen)
      return () => {
        isOver = true
        void tracking.then((dispose) => dispose())
      }
    },
    [services, name, chosen],
  )

  useEffect(() => {
    if (!wait) return
    const controller = new AbortController()
    const { signal } = controller
    services.wait(name, { filter: chosen, version, timeout, signal }).catch((error: unknown) => {
      // What an effect throws later never reaches a boundary; what a state update throws does.
      if (!signal.aborted) setState(() => raise(error))
    })
    return () => controller.abort()
  }, [services, name, chosen, wait, version, timeout])

  return useSyncExternalStore(follow, () => services.find<Given, Name>(name, chosen))
}

/** The filter of the render before while it says the same: most often an object is a new one each time. */
function useStableFilter(filter: ServiceFilter | undefined) {
  const [known, setKnown] = useState<ServiceProperties>({})
  if (typeof filter !== 'object') return filter
  if (!isSame(known, filter)) setKnown(filter)
  return known
}

function isSame(a: ServiceProperties, b: ServiceProperties) {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}

function raise(error: unknown): never {
  throw error
}
