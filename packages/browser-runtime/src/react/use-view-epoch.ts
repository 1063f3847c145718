import { useMemo, useSyncExternalStore } from 'react'
import type { Host } from '../host.ts'

/**
 * A number that changes when a feature's view is to be made anew: with each generation of its plugin,
 * but not after a hot reload that left the feature's code as it was, and also after one that changed
 * nothing else. A view that was mounted with a context follows each generation: its context has ended.
 */
export function useViewEpoch(host: Host, plugin: string, name: string): ViewEpoch {
  const store = useMemo(() => createStore(host, plugin, name), [host, plugin, name])
  const epoch = useSyncExternalStore(store.subscribe, store.epoch)
  return { epoch, holdsContext: store.holdsContext }
}

export interface ViewEpoch {
  readonly epoch: number
  /** Says that the view holds the context of the generation that it was made from. */
  holdsContext(): void
}

function createStore(host: Host, plugin: string, name: string) {
  const generation = () => host.status(plugin)?.generation ?? 0
  let offset = 0
  let hasContext = false
  return {
    epoch: () => generation() + offset,
    holdsContext() {
      hasContext = true
    },
    subscribe(changed: () => void) {
      const stops = [
        host.subscribe(changed),
        host.on('hot-reload', ({ pluginId, metadata = {} }) => {
          if (pluginId !== plugin) return
          const { features, generations } = metadata as unknown as ReloadFacts
          const isRemade = features.includes(name) || (generations > 0 && hasContext)
          // A generation that is about to begin is not to be noticed, or what is none is.
          offset += isRemade ? Number(!generations) : -generations
          if (!generations) changed()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

/** What the runtime says of a reload. */
interface ReloadFacts {
  /** Names of the features whose views are to be made anew. */
  readonly features: readonly string[]
  /** 1 where another generation runs from now on, 0 where only features were exchanged. */
  readonly generations: 0 | 1
}
