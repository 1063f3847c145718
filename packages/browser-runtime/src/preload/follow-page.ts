import type { CatalogEntry } from '@mortise/shared'
import type { Dispose } from '../plugin.ts'
import { followIntent } from './follow-intent.ts'
import { followVisibleLinks } from './follow-visible-links.ts'
import { isGuess, type Ahead, type Reason } from './job.ts'
import { createLearnedRoutes } from './learned-routes.ts'
import { planHere, planRoute } from './plan-preload.ts'
import type { PreloadPorts } from './preloader.ts'
import type { Scheduler } from './scheduler.ts'
import type { WarmUp } from './warm-up.ts'

/** Plans anew whenever route, roles, device or network change, and when the user reaches for a link. */
export function followPage(
  { plugins, events, signals, idle, options, routeOf = ({ pathname }) => pathname }: PreloadPorts,
  scheduler: Scheduler,
  warmUp: WarmUp,
): Dispose[] {
  const learned = createLearnedRoutes()
  const inTurn = createTurns(idle, events.report)
  let isDue = false
  let route = signals.route.get()

  const entries = (): CatalogEntry[] =>
    [...plugins.values()].flatMap(({ listed, refused, held, gone }) =>
      listed && !refused && !held && !gone ? [listed] : [],
    )

  function goTo(path: string, reason: Reason) {
    for (const target of planRoute(entries(), signals.now(), path)) void warmUp(target, reason)
  }

  const links = followVisibleLinks(
    document,
    (address) => inTurn(() => goTo(routeOf(address), 'viewport')),
    idle,
  )

  function plan() {
    const facts = signals.now()
    const targets = planHere(entries(), facts)
    const here = new Set(targets.map(({ entry }) => entry.id))
    if (facts.network.saveData) scheduler.drop(isGuess, 'all')
    scheduler.drop((file) => isStale(file, here), 'waiting')
    for (const target of targets) void warmUp(target, 'conditions')
    links.look()
    if (options.learn === false) return
    for (const path of learned.likely(facts.roles, facts.route)) inTurn(() => goTo(path, 'learned'))
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
    followIntent(document, (address) => goTo(routeOf(address), 'intent')),
    links.end,
  ]
}

/** Does one thing at each idle moment: all at once would hold up whoever uses the page. */
function createTurns(idle: () => Promise<void>, report: (error: unknown) => void) {
  let last = Promise.resolve()
  return (work: () => void) => {
    last = last.then(idle).then(work).catch(report)
  }
}

/** What conditions asked for that hold no more, and guesses from the route before. */
function isStale({ reason, owner }: Ahead, here: ReadonlySet<string>) {
  if (reason === 'conditions') return !here.has(owner)
  return reason === 'viewport' || reason === 'learned'
}
