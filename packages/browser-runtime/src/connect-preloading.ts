import type { KernelCore } from './kernel/core.ts'
import type { OnDemand } from './kernel/on-demand.ts'
import type { LateHostTools } from './late-host.ts'
import { loaded, type Moments } from './moments.ts'
import type { FetchFile } from './preload/fetch-file.ts'
import type { Preloader } from './preload/preloader.ts'
import type { Warming, WarmingPorts } from './preload/warming.ts'
import type { Signals } from './signals/signals.ts'

interface PreloadingTools extends Pick<LateHostTools, 'catalogs' | 'late' | 'once' | 'options'> {
  readonly moments: Moments
  readonly keeps: WarmingPorts['keeps']
  signals(): Promise<Signals>
}

/** Brings preloading into a page whose plugins ask for it, and tells it what somebody waits for. */
export function connectPreloading(core: KernelCore, tools: PreloadingTools) {
  const { plugins, ports } = core
  const { events } = ports
  const { catalogs, late, moments, once } = tools
  const { preload: options = {}, routeOf } = tools.options
  let preloader: Preloader | undefined

  const bring = once(async () => {
    const [{ createPreloader, wrongLimits }, signals] = await Promise.all([
      import('./preload/index.ts'),
      tools.signals(),
    ])
    const problems = wrongLimits(options)
    if (problems.length) events.report(await late('hostPreloadInvalid', { problems }))
    const valid = problems.length ? { learn: options.learn ?? true } : options
    const { idle } = moments
    const given = { ...tools, plugins, events, signals, idle, options: valid, routeOf }
    return (preloader = createPreloader(given))
  })

  /**
   * A page without plugins that ask for it has no code for it. With it, all that the page shows first
   * is here before anything is guessed.
   */
  async function begin() {
    const isAsked =
      [...plugins.values()].some(({ listed }) => listed?.preload) ||
      catalogs().some(({ catalog }) => catalog.warm)
    if (!isAsked) return
    await Promise.all([loaded(), moments.settled()])
    await bring().catch(events.report)
  }

  const waiting = createWaiting()
  events.on('dynamic-discover', begin)
  ports.quiet = waiting.quiet
  ports.onWait = (wait, work) => {
    waiting.add(work)
    preloader?.waits(wait, work)
  }
  ports.prefetch = (...files) => {
    bring().then((module) => module.prefetch(...files), events.report)
  }
  return {
    begin,
    bring,
    fetchFile: (async (...file) => (await bring()).fetchFile(...file)) satisfies FetchFile,
    async warm(...asked: Parameters<Warming['warm']>) {
      if (!core.resolved) throw await late('hostState', { action: 'warm', state: core.state })
      await core.resolved
      return (await bring()).warm(...asked)
    },
    /** The same load, of which preloading knows that somebody waits for it. */
    telling:
      (load: OnDemand['load']): OnDemand['load'] =>
      (id, options) => {
        const work = load(id, options)
        ports.onWait?.({ id, feature: options?.feature }, work)
        return work
      },
  }
}

/** What somebody waits for, with preloading in the page or without. */
function createWaiting() {
  const waiting = new Set<Promise<unknown>>()
  return {
    add(work: Promise<unknown>) {
      const leave = () => waiting.delete(work)
      waiting.add(work)
      work.then(leave, leave)
    },
    async quiet() {
      while (waiting.size > 0) await Promise.allSettled(waiting)
    },
  }
}
