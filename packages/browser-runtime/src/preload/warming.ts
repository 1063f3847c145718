import type { MortiseError } from '@mortise/shared'
import type { late } from '../errors.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { Release } from '../loader/executor.ts'
import { createFetchWhole, type FetchWholePorts, type Wish } from './fetch-whole.ts'
import { wholeOf } from './needs-of.ts'

/** What became of a plugin that was to be warmed. */
export interface WarmedPlugin {
  readonly pluginId: string
  /** Bytes before compression that its files cost now; what a cache had cost none. */
  readonly bytes: number
  /**
   * Where all of it lies: on this device's disk, or in the HTTP cache alone. Absent with an error, and
   * for a plugin of the app's own code or of a dev server, which has nothing to keep.
   */
  readonly storage?: 'indexeddb' | 'http'
  /** HOST_PLUGIN_UNKNOWN, why the plan refuses it, or CACHE_WARM_FAILED with its cause. */
  readonly error?: MortiseError
}

export interface WarmOptions {
  readonly signal?: AbortSignal | undefined
}

/** What is kept on this device's disk. */
export interface Keeps {
  /** Whether there is all of a plugin, so that nothing need be fetched. */
  has(plugin: ManagedPlugin): Promise<boolean>
  /** Keeps a release, if its plugin is to be kept. Tells whether it is kept now. */
  keep(plugin: ManagedPlugin, release: Release): Promise<boolean>
}

export interface WarmingPorts {
  readonly keeps: Keeps
  late: typeof late
  idle(): Promise<void>
  savesData(): boolean
}

/** Brings whole plugins to this device, before anybody has opened them. */
export interface Warming {
  /** One result for each plugin, those that others need among them. */
  warm(ids: readonly string[], options?: WarmOptions): Promise<readonly WarmedPlugin[]>
  /** Those that the catalogs name, within the limits of speculation. */
  warmListed(): Promise<void>
  end(): void
}

export function createWarming(
  { plugins, catalogs, fetchFile }: FetchWholePorts,
  { keeps, late: explain, idle, savesData }: WarmingPorts,
): Warming {
  const fetchWhole = createFetchWhole({ plugins, catalogs, fetchFile })
  const ended = new AbortController()
  const allOf = (ids: Iterable<string>) => new Set([...ids].flatMap((id) => wholeOf(id, plugins)))

  async function bring(pluginId: string, wish: Wish, signal: AbortSignal) {
    const plugin = plugins.get(pluginId)
    const known = [...plugins.keys()]
    if (!plugin || plugin.gone) throw await explain('hostPluginUnknown', { id: pluginId, known })
    const { id, version, refused } = plugin
    if (refused) throw await explain('planRefused', refused as never)
    try {
      if (await keeps.has(plugin)) {
        return { bytes: new Map<string, number>(), storage: 'indexeddb' } as const
      }
      const whole = await fetchWhole(id, wish, signal)
      if (!whole) return undefined
      const isKept = await keeps.keep(plugin, whole.release)
      return { bytes: whole.bytes, storage: isKept ? 'indexeddb' : 'http' } as const
    } catch (cause) {
      throw await explain('cacheWarmFailed', { id, version, cause })
    }
  }

  return {
    async warm(ids, { signal } = {}) {
      const end = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])])
      end.throwIfAborted()
      const seen = new Set<string>()
      const warm = async (pluginId: string, priority: number): Promise<WarmedPlugin> => {
        try {
          const brought = await bring(pluginId, { reason: 'warm', priority }, end)
          if (!brought) return { pluginId, bytes: 0 }
          // What several plugins share has cost once.
          const own = [...brought.bytes].filter(([url]) => !seen.has(url))
          for (const [url] of own) seen.add(url)
          const bytes = own.reduce((sum, [, cost]) => sum + cost, 0)
          return { pluginId, bytes, storage: brought.storage }
        } catch (error) {
          return { pluginId, bytes: 0, error: error as MortiseError }
        }
      }
      const warmed = await Promise.all([...allOf(ids)].map(warm))
      end.throwIfAborted()
      return warmed
    },
    async warmListed() {
      // One after another: a whole plugin is of use, two halves are not.
      for (const id of allOf(catalogs().flatMap(({ catalog }) => catalog.warm ?? []))) {
        await idle()
        if (ended.signal.aborted || savesData()) return
        // Nobody asks for it here; whoever opens it hears what is wrong with it.
        await bring(id, { reason: 'catalog', priority: 100 }, ended.signal).catch(() => {})
      }
    },
    end: () => ended.abort(),
  }
}
