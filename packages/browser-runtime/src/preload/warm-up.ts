import type { Release } from '../loader/executor.ts'
import { filesOf, mayComeAhead, type LocatedFile } from './files-of.ts'
import type { Ahead, Outcome, Reason } from './job.ts'
import { dependenciesOf, manifestsOf } from './needs-of.ts'
import type { Target } from './plan-preload.ts'
import type { PreloadPorts } from './preloader.ts'
import { createReleases } from './releases.ts'
import type { Scheduler } from './scheduler.ts'
import { tellPreload, type Telling } from './tell-preload.ts'

interface WarmUpPorts extends Pick<PreloadPorts, 'plugins' | 'catalogs' | 'events'> {
  readonly scheduler: Pick<Scheduler, 'ask'>
}

export type WarmUp = (target: Target, reason: Reason) => Promise<void>

type Ask = (file: LocatedFile & Pick<Ahead, 'integrity' | 'isRead'>) => Promise<Outcome>

/** Tells of nothing: another warm-up of the same does. */
const silent: Telling = { started() {}, outcome() {}, completed() {} }

/**
 * Fetches what a target names, in two waves: the build manifests, which say where the files lie, then
 * all files at once. Never rejects; the events tell what came of it.
 */
export function createWarmUp({ plugins, catalogs, events, scheduler }: WarmUpPorts): WarmUp {
  const releaseOf = createReleases({ plugins, catalogs })
  /** Addresses of what was fetched, or could not be. */
  const settled = new Set<string>()
  const underWay = new Set<string>()

  async function bringAll(target: Target, ask: Ask) {
    const { entry, features, resources } = target
    const { id } = entry
    const releases = new Map<string, Release>()
    const bring = async (one: string) => {
      const release = await releaseOf(one, ask)
      if (release) releases.set(one, release)
    }
    await Promise.all(manifestsOf(target, plugins).map(bring))
    const own = releases.get(id)?.manifest
    const likely = features.filter((name) => own && mayComeAhead(own, name))
    const { shared = {} } = plugins.get(id) ?? {}
    const wanted = { id, features: likely, resources }
    const files = filesOf(wanted, dependenciesOf(id, plugins), releases, shared)
    await Promise.all(files.map((file) => ask(file)))
  }

  return async (target, reason) => {
    const { entry, features, priority } = target
    const key = [entry.id, entry.release, ...features].join('\n')
    const telling = underWay.has(key) ? silent : tellPreload(events, target, reason)
    underWay.add(key)
    const ask: Ask = async (file) => {
      // Whoever reaches for it asks again for what could not be had.
      if (settled.has(file.url) && reason !== 'intent') return { state: 'here', bytes: 0 }
      const wanted = { ...file, reason, priority, owner: entry.id }
      const outcome = await scheduler.ask(wanted, telling.started)
      if (outcome.state === 'here' || outcome.why === 'failed') settled.add(file.url)
      telling.outcome(outcome)
      return outcome
    }
    await bringAll(target, ask)
    if (telling !== silent) underWay.delete(key)
    telling.completed()
  }
}
