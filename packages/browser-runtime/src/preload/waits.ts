import type { KernelCore } from '../kernel/core.ts'
import type { Wait } from '../kernel/managed-plugin.ts'
import type { Release } from '../loader/executor.ts'
import { filesOf } from './files-of.ts'
import type { Resource } from './plan-preload.ts'
import type { Scheduler } from './scheduler.ts'

const everything: ReadonlySet<Resource> = new Set(['metadata', 'dependencies', 'assets', 'code'])

interface WaitPorts {
  readonly plugins: KernelCore['plugins']
  readonly scheduler: Pick<Scheduler, 'giveWay'>
  idle(): Promise<void>
  /** Addresses of what a wait has needed. */
  onNeeded(urls: readonly string[]): void
}

/** Lets speculation give way to what somebody waits for, and keeps account of what that needed. */
export function createWaits({ plugins, scheduler, idle, onNeeded }: WaitPorts) {
  /** The plugin and all that it needs. */
  function withDependencies(id: string) {
    const ids = new Set([id])
    // A set grows while it is walked.
    for (const one of ids) {
      const { requires = [], wants = [] } = plugins.get(one) ?? {}
      for (const other of [...requires, ...wants]) ids.add(other)
    }
    return ids
  }

  function needed({ id, feature }: Wait): string[] {
    const ids = [...withDependencies(id)]
    const releases = new Map<string, Release>()
    for (const one of ids) {
      const release = plugins.get(one)?.loaded?.release
      if (release) releases.set(one, release)
    }
    const wanted = { id, features: feature ? [feature] : [], resources: everything }
    const { shared = {} } = plugins.get(id) ?? {}
    const files = filesOf(
      wanted,
      ids.filter((one) => one !== id),
      releases,
      shared,
    )
    return [...[...releases.values()].map(({ url }) => url), ...files.map(({ url }) => url)]
  }

  return (wait: Wait, work: Promise<unknown>): void => {
    const isReady = plugins.get(wait.id)?.status.state === 'ready'
    if (isReady && !wait.feature) return
    // Whoever has waited for a plugin waits for its feature next.
    scheduler.giveWay(work.then(idle, idle), withDependencies(wait.id))
    work.then(
      () => onNeeded(needed(wait)),
      () => {},
    )
  }
}
