import type { Plugin } from '../plugin.ts'
import type { KernelCore } from './core.ts'
import type { Discover } from './discover.ts'
import type { LateKernel } from './late-kernel.ts'
import { isSameRelease, newRelease } from './new-release.ts'
import type { Registration } from './registration.ts'
import { isOver, isReady } from './take-down.ts'

/** Brings plugins up whose files a deploy took away, or whose release is bad, in another release. */
export interface Mending {
  /** Does work that brings up a plugin, and does it again when another release can stand in. */
  insist<Result>(id: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
  /** Whether a plugin that failed so can be loaded in another release than the one that was tried. */
  isMended(failure: unknown, tried: readonly Registration[]): Promise<boolean>
  /** A plugin and what it needs, as they are now. */
  releasesOf(id: string): readonly Registration[]
}

/** Deploys that one call may meet. */
const mostTries = 5

export function createMending(
  { core, bringUp }: LateKernel,
  discover: Discover,
  upgrade: (id: string) => Promise<unknown>,
): Mending {
  const { ports, plugins } = core

  function releasesOf(id: string): readonly Registration[] {
    const plugin = plugins.get(id)
    return plugin ? bringUp.groupOf([plugin]).map((one) => ({ ...one })) : []
  }

  /** Whether a plugin that failed is in a release in whose place another one shall come. */
  async function judge({ id }: Registration) {
    const plugin = plugins.get(id)
    return plugin?.status.state === 'failed' && ports.judge?.(plugin, plugin.failure)
  }

  async function moveOn(id: string) {
    await upgrade(id)
    const plugin = plugins.get(id)
    // One that was under way may have known of an older release only.
    if (plugin && newRelease(plugin)) await upgrade(id)
  }

  const isMended: Mending['isMended'] = async (failure, tried) => {
    const { code, details } = rootOf(failure)
    // Each may have failed by itself.
    const isBad = (await Promise.all(tried.map(judge))).includes(true)
    if (code === 'RELEASE_PENDING') await moveOn(String(details?.needs))
    else if (isBad) await discover.again()
    else if (isTorn(failure)) await discover.renew()
    return tried.some((one) => {
      const plugin = plugins.get(one.id)
      if (!plugin) return false
      // One that failed while a newer plan was made takes that with its next load.
      return !isSameRelease(one, isReady(plugin) ? plugin : (plugin.next ?? plugin))
    })
  }

  return {
    releasesOf,
    isMended,
    async insist(id, work, signal) {
      for (let tries = 1; ; tries++) {
        const tried = releasesOf(id)
        try {
          return await work()
        } catch (failure) {
          if (tries === mostTries || signal?.aborted || isOver(core)) throw failure
          if (!(await isMended(failure, tried))) throw failure
        }
      }
    },
  }
}

/** A start that met a deploy, or a bad release: what failed is taken up again, where that can help. */
export async function mendStart(
  { plugins, ports }: KernelCore,
  { isMended, releasesOf }: Mending,
  load: (id: string) => Promise<Plugin>,
): Promise<void> {
  const failed = [...plugins.values()].filter(({ status }) => status.state === 'failed')
  // What one plugin met, the next one need not meet: they are looked at as they were.
  const tried = failed.map(({ id, failure }) => ({ id, failure, releases: releasesOf(id) }))
  for (const { id, failure, releases } of tried) {
    try {
      if (await isMended(failure, releases)) await load(id)
    } catch (error) {
      ports.events.report(error, id)
    }
  }
}

/** Files are not there any more, or not what the catalog says. */
export function isTorn(failure: unknown): boolean {
  return /^(CHUNK|MANIFEST)_/.test(rootOf(failure).code)
}

/** What failed first: a plugin fails with those that it needs. */
function rootOf(failure: unknown): { code: string; details?: { needs?: unknown } } {
  const { code, cause, details } = Object(failure) as Partial<Record<string, unknown>>
  if (code === 'LIFECYCLE_DEPENDENCY_FAILED' && cause) return rootOf(cause)
  return { code: String(code), details: Object(details) }
}
