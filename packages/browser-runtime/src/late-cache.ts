import type { LoadingEvents } from '@mortise/shared'
import type { HostBuild } from './build.ts'
import { createCacheHost } from './cache-host.ts'
import type { CacheOptions, CachingInput } from './cache/cache-options.ts'
import type { ClearOptions, KeptPlugin } from './cache/clear.ts'
import { createTierTeller } from './cache/http-tier.ts'
import type { PageCache } from './cache/page-cache.ts'
import type { Pending } from './cache/stand-in.ts'
import { watchLate } from './cache/watch-late.ts'
import type { KernelCore } from './kernel/core.ts'
import type { ManagedPlugin } from './kernel/managed-plugin.ts'
import type { LateHostTools } from './late-host.ts'
import type { Release } from './loader/executor.ts'
import type { Moments } from './moments.ts'
import type { Dispose } from './plugin.ts'
import { wiringOf } from './wiring-of.ts'

/** What is kept of plugins on this device. */
export interface PluginCache {
  /** The releases that are kept, of all hosts of this origin. */
  list(): Promise<readonly KeptPlugin[]>
  /**
   * Drops what is kept of a plugin, or of all, and gives the plugins' ids. Of a plugin whose
   * `caching.invalidateOn` is given and lacks `manual` nothing is dropped, unless it is forced.
   */
  clear(id?: string, options?: ClearOptions): Promise<readonly string[]>
  /** Resolves when what runs now and is to be kept has been written. */
  settled(): Promise<void>
}

/** Where the page's cache stands; written here once more, so that its code is not fetched for it. */
const pageKey = Symbol.for('@mortise/cache')

/** Where the host does not say. In ms. */
const defaultDeadline = 3000

/** A host's part in the page's cache, whose own code is fetched when a plugin asks to be kept. */
export function createLateCache(core: KernelCore, tools: LateHostTools, moments: Moments) {
  const { events } = core.ports
  const { build, options } = tools
  const provided = { ...build.provided, ...options.shared }
  const leaving: Dispose[] = []

  const join = tools.once(async () => {
    const cache = await (await tools.trouble()).pageCache()
    leaving.push(cache.attach(createCacheHost(core, tools, provided)))
    return cache
  })
  /** Nothing where nothing is kept: then there is no need for its code. */
  const joinKept = async () => ((await (await tools.trouble()).keptCache()) ? join() : undefined)

  /** Where the page has a cache already, it may have something to tell. */
  const listen = () => {
    if (pageKey in globalThis) void join()
  }

  const keeper = createKeeper(core, tools, { join, joinKept, moments, provided })
  const tellTiers = createTierTeller(events)
  const lookAround = () => {
    listen()
    tellTiers(core.plugins.values())
    keeper.lookAround()
  }

  async function drop(id: string, code = '') {
    if (code.startsWith('LIFECYCLE_')) await (await joinKept())?.failed(id)
  }

  if (globalThis.document) {
    const { deadline = defaultDeadline } = options.cache ?? {}
    const hurry = async (element: Pending) => (await joinKept())?.hurry(element)
    // A start that is not over when this code comes has waited for it.
    const left = core.state === 'initializing' ? 0 : deadline
    leaving.push(watchLate((element) => void hurry(element), left))
  }
  leaving.push(events.on('dynamic-load', lookAround))
  for (const type of ['load-failed', 'init-failed'] as const) {
    const look = ({ pluginId, error }: LoadingEvents[typeof type]) => {
      listen()
      void drop(pluginId, error?.code)
    }
    leaving.push(events.on(type, look))
  }
  events.on('kernel:shutdown', () => leaving.splice(0).forEach((leave) => leave()))

  return {
    lookAround,
    keeps: { keep: keeper.keep, has: keeper.has },
    async cache(): Promise<PluginCache> {
      const { list, clear } = await join()
      // What has just become ready is among what runs.
      const settled = () => {
        keeper.lookAround()
        return keeper.settled()
      }
      return { list, clear, settled }
    },
  }
}

interface Ways {
  join(): Promise<PageCache>
  joinKept(): Promise<PageCache | undefined>
  readonly moments: Moments
  readonly provided: HostBuild['provided']
}

/** Keeps what runs, one plugin after another, each when the browser has nothing better to do. */
function createKeeper(
  core: KernelCore,
  { options, catalogs }: LateHostTools,
  { join, joinKept, moments, provided }: Ways,
) {
  const { events } = core.ports
  const { cache: given = {}, nonce } = options
  const seen = new WeakSet<object>()
  const keptCatalogs = new WeakSet<object>()
  let work: Promise<void> = Promise.resolve()

  async function write(plugin: ManagedPlugin, release: Release) {
    const { id, version, listed, shared = {} } = plugin
    const { executor, manifest } = release.manifest
    if (!listed?.integrity || executor !== 'factory') return false
    const caching = manifest.loading?.caching
    const isKept = isWanted(caching, given)
    if (!isKept && !caching) return false
    // Before its code is fetched too: a page that starts has better things to evaluate.
    await moments.idle()
    const cache = await (isKept ? join() : joinKept())
    if (!cache) return false
    const { integrity } = listed
    const build = { id, version, integrity, wiring: wiringOf(plugin, core.plugins, provided) }
    const isProvider = Object.values(shared).includes(id)
    await cache.keep({ ...build, ...release, caching, isProvider }, given, nonce)
    if (!isKept) return false
    for (const { url, catalog } of catalogs()) {
      if (!keptCatalogs.has(catalog)) await cache.keepCatalog(url, catalog)
      keptCatalogs.add(catalog)
    }
    return cache.has(build)
  }

  /** One after another. Never rejects. */
  function keep(plugin: ManagedPlugin, release: Release): Promise<boolean> {
    const kept = work.then(() => write(plugin, release))
    const told = kept.catch((error: unknown) => {
      events.report(error, plugin.id, 'warning')
      return false
    })
    work = told.then(() => {})
    return told
  }

  return {
    keep,
    async has({ id, version, listed }: ManagedPlugin) {
      const cache = await joinKept()
      return cache ? cache.has({ id, version, integrity: listed?.integrity }) : false
    },
    lookAround() {
      for (const plugin of core.plugins.values()) {
        const { loaded, status } = plugin
        if (!loaded?.release || status.state !== 'ready' || seen.has(loaded)) continue
        seen.add(loaded)
        // What nobody has opened would be fetched too.
        if (!savesData()) void keep(plugin, loaded.release)
      }
    },
    settled: async () => work,
  }
}

/** Whether a plugin is kept beyond the page; the page's cache has the last word. */
function isWanted({ enabled = true, storage }: CachingInput = {}, given: CacheOptions): boolean {
  return enabled && (storage ?? given.storage ?? 'memory') !== 'memory'
}

function savesData() {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}
