import type * as LateErrors from './late-errors.ts'

type Words = typeof LateErrors

/** What a host is told of the page's cache. */
export type Notice =
  | {
      readonly type: 'cache-hit'
      readonly pluginId: string
      /** In ms since the epoch. */
      readonly timestamp: number
      readonly metadata: { readonly cacheKey: string; readonly storage: string }
    }
  | {
      readonly type: 'cache-miss'
      readonly pluginId: string
      readonly timestamp: number
      readonly metadata: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'diagnostic'
      readonly pluginId?: string | undefined
      /** Of a late error. */
      readonly name: keyof Words
      readonly facts: Readonly<Record<string, unknown>>
    }

/** Keeps what is told until somebody hears it: a start has no one yet who could. */
export interface Notices {
  hit(pluginId: string, cacheKey: string, storage: string): void
  /** Once for a page, plugin and reason: many chunks ask at once. */
  miss(pluginId: string, storage: string, reason: string): void
  /** Once for a page, and for the plugin that it is about. */
  report<Name extends keyof Words>(
    name: Name,
    facts: Parameters<Words[Name]>[0],
    pluginId?: string,
  ): void
  /** Gives a listener what nobody has heard yet, and what comes. It says whether it is concerned. */
  listen(listener: (notice: Notice) => boolean): () => void
}

/** More than a start tells; a page in which nobody listens must not collect for ever. */
const most = 500

export function createNotices(): Notices {
  const listeners = new Set<(notice: Notice) => boolean>()
  const unheard: Notice[] = []
  const reported = new Set<string>()
  const missed = new Set<string>()

  function tell(notice: Notice) {
    const heard = [...listeners].map((listener) => listener(notice))
    if (!heard.includes(true) && unheard.length < most) unheard.push(notice)
  }

  return {
    hit(pluginId, cacheKey, storage) {
      const metadata = { cacheKey, storage }
      tell({ type: 'cache-hit', pluginId, timestamp: Date.now(), metadata })
    },
    miss(pluginId, storage, reason) {
      const key = `${pluginId} ${storage} ${reason}`
      if (missed.has(key)) return
      missed.add(key)
      tell({ type: 'cache-miss', pluginId, timestamp: Date.now(), metadata: { storage, reason } })
    },
    report(name, facts, pluginId) {
      const key = `${name} ${pluginId}`
      if (reported.has(key)) return
      reported.add(key)
      tell({ type: 'diagnostic', name, facts: { ...facts }, pluginId })
    },
    listen(listener) {
      listeners.add(listener)
      const others = unheard.splice(0).filter((notice) => !listener(notice))
      unheard.push(...others)
      return () => listeners.delete(listener)
    },
  }
}
