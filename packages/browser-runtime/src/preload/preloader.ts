import type { CatalogEntry } from '@mortise/shared'
import type { ReadCatalog } from '../catalog/read-catalog.ts'
import type { Events } from '../events.ts'
import type { KernelCore } from '../kernel/core.ts'
import type { Wait } from '../kernel/managed-plugin.ts'
import type { Signals } from '../signals/signals.ts'
import { createAccounts, type PreloadStats } from './accounts.ts'
import { createBudget } from './budget.ts'
import { followIntent } from './follow-intent.ts'
import { followVisibleLinks } from './follow-visible-links.ts'
import type { Ahead, Reason } from './job.ts'
import { createLearnedRoutes } from './learned-routes.ts'
import { createPageNetwork } from './page-network.ts'
import { planHere, planRoute } from './plan-preload.ts'
import { defaultLimits, type PreloadOptions } from './preload-options.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { readSession } from './session.ts'
import { createWaits } from './waits.ts'
import { createWarmUp, type WarmUp } from './warm-up.ts'
import { createWarming, type Warming, type WarmingPorts } from './warming.ts'

export interface PreloadPorts extends Pick<WarmingPorts, 'keeps' | 'late'> {
  readonly plugins: KernelCore['plugins']
  readonly catalogs: () => readonly ReadCatalog[]
  readonly events: Events
  readonly signals: Signals
  /** Resolves when the browser has nothing better to do. */
  idle(): Promise<void>
  readonly options: PreloadOptions
}

/** Fetches what is likely to be needed: bytes alone, and never for whom somebody waits. */
export interface Preloader {
  /** Files of a plugin's features, for an idle moment (`dynamicImport.prefetch`). */
  prefetch(owner: string, files: readonly Pick<Ahead, 'url' | 'size'>[], signal?: AbortSignal): void
  /** Somebody waits for a plugin or a feature: all else gives way. */
  waits(wait: Wait, work: Promise<unknown>): void
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
      reserve: ({ size, reason }) => reason === 'warm' || budget.reserve(size),
      settle({ url, size, reason }, bytes, isHere) {
        // The app has asked for it: that is no speculation.
        if (reason === 'warm') return
        budget.spend(size, bytes)
        accounts.fetched(url, bytes, isHere)
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
  const warming = createWarming({ ...ports, scheduler }, { ...ports, savesData })
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
    warm: warming.warm,
    stats: accounts.stats,
  }
}

/** Plans anew whenever route, roles, device or network change, and when the user reaches for a link. */
function followPage(
  { plugins, events, signals, idle, options }: PreloadPorts,
  scheduler: Scheduler,
  warmUp: WarmUp,
) {
  const learned = createLearnedRoutes()
  let isDue = false
  let route = signals.route.get()

  const entries = (): CatalogEntry[] =>
    [...plugins.values()].flatMap(({ listed, refused, held, gone }) =>
      listed && !refused && !held && !gone ? [listed] : [],
    )

  const goTo = (reason: Reason) => (path: string) => {
    for (const target of planRoute(entries(), signals.now(), path)) void warmUp(target, reason)
  }

  const links = followVisibleLinks(document, goTo('viewport'))

  function plan() {
    const facts = signals.now()
    const targets = planHere(entries(), facts)
    const here = new Set(targets.map(({ entry }) => entry.id))
    if (facts.network.saveData) scheduler.drop(({ reason }) => reason !== 'warm', 'all')
    scheduler.drop((file) => isStale(file, here), 'waiting')
    for (const target of targets) void warmUp(target, 'conditions')
    links.look()
    if (options.learn === false) return
    for (const path of learned.likely(facts.roles, facts.route)) goTo('learned')(path)
  }

  /** At an idle moment: whoever changes the route waits for what it shows. */
  async function planSoon() {
    if (isDue) return
    isDue = true
    await idle()
    isDue = false
    plan()
  }

  function onChange() {
    const { route: next, roles } = signals.now()
    if (next !== route && options.learn !== false) learned.record(roles, route, next)
    route = next
    void planSoon()
  }

  void planSoon()
  return [
    signals.subscribe(onChange),
    events.on('dynamic-discover', planSoon),
    followIntent(document, goTo('intent')),
    links.end,
  ]
}

/** What conditions asked for that hold no more, and guesses from the route before. */
function isStale({ reason, owner }: Ahead, here: ReadonlySet<string>) {
  if (reason === 'conditions') return !here.has(owner)
  return reason === 'viewport' || reason === 'learned'
}
