import type { ReadCatalog } from '../catalog/read-catalog.ts'
import type { Events } from '../events.ts'
import type { KernelCore } from '../kernel/core.ts'
import type { Wait } from '../kernel/managed-plugin.ts'
import type { RouteOf } from '../signals/history-route.ts'
import type { Signals } from '../signals/signals.ts'
import { createAccounts, type PreloadStats } from './accounts.ts'
import { createBudget } from './budget.ts'
import { createFetchFile, type FetchFile } from './fetch-file.ts'
import { followPage } from './follow-page.ts'
import { isGuess, type Ahead } from './job.ts'
import { createPageNetwork } from './page-network.ts'
import { defaultLimits, type PreloadOptions } from './preload-options.ts'
import { createScheduler } from './scheduler.ts'
import { readSession } from './session.ts'
import { createWaits } from './waits.ts'
import { createWarmUp } from './warm-up.ts'
import { createWarming, type Warming, type WarmingPorts } from './warming.ts'

export interface PreloadPorts extends Pick<WarmingPorts, 'keeps' | 'late'> {
  readonly plugins: KernelCore['plugins']
  readonly catalogs: () => readonly ReadCatalog[]
  readonly events: Events
  readonly signals: Signals
  /** Resolves when the browser has nothing better to do. */
  idle(): Promise<void>
  readonly options: PreloadOptions
  /** The route that the address of a link means. */
  readonly routeOf?: RouteOf | undefined
}

/** Fetches what is likely to be needed: bytes alone, and never for whom somebody waits. */
export interface Preloader {
  /** Files of a plugin's features, for an idle moment (`dynamicImport.prefetch`). */
  prefetch(owner: string, files: readonly Pick<Ahead, 'url' | 'size'>[], signal?: AbortSignal): void
  /** Somebody waits for a plugin or a feature: all else gives way. */
  waits(wait: Wait, work: Promise<unknown>): void
  readonly fetchFile: FetchFile
  readonly warm: Warming['warm']
  stats(): PreloadStats
}

export function createPreloader(ports: PreloadPorts): Preloader {
  const { plugins, events, signals, idle, options } = ports
  const network = createPageNetwork()
  const accounts = createAccounts()
  const session = readSession()
  const budget = createBudget({ ...defaultLimits, ...options }, network.traffic, session.before)
  const scheduler = createScheduler({
    bring: network.bring,
    isOpen: network.isOpen,
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    ledger: {
      reserve: (file) => !isGuess(file) || budget.reserve(file.size),
      settle(file, bytes, isHere) {
        if (!isGuess(file)) return
        budget.spend(file.size, bytes)
        accounts.fetched(file.url, bytes, isHere)
        session.write(accounts.stats().preloaded)
      },
    },
  })
  const warmUp = createWarmUp({ ...ports, scheduler })
  const waits = createWaits({
    plugins,
    scheduler,
    idle,
    onNeeded: (urls) => budget.use(accounts.needed(urls)),
  })
  const savesData = () => signals.now().network.saveData
  const fetchFile = createFetchFile(scheduler)
  const warming = createWarming({ ...ports, fetchFile }, { ...ports, savesData })
  void warming.warmListed()
  events.on('dynamic-discover', warming.warmListed)
  const undo = [
    warming.end,
    network.onOpen(scheduler.resume),
    network.end,
    scheduler.close,
    ...followPage(ports, scheduler, warmUp),
  ]
  events.on('kernel:shutdown', () => undo.forEach((dispose) => dispose()))
  return {
    async prefetch(owner, files, signal) {
      await idle()
      if (savesData() || signal?.aborted) return
      for (const file of files) {
        void scheduler.ask({ ...file, owner, reason: 'prefetch', priority: 100 })
      }
      signal?.addEventListener('abort', () =>
        scheduler.drop((file) => file.reason === 'prefetch' && file.owner === owner, 'all'),
      )
    },
    waits,
    fetchFile,
    warm: warming.warm,
    stats: accounts.stats,
  }
}
