import type { HostBuild } from '../build.ts'
import type { late } from '../errors.ts'
import type { PagePlan } from '../page-plan.ts'
import type { Namespace } from '../plugin.ts'
import type { settle, urgent } from './elements.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { createFallbackProviders } from './fallback-providers.ts'
import type { Linker } from '../linker/linker.ts'
import type { ChunkIds } from './factory-executor.ts'
import type { fetchRelease } from './fetch-release.ts'
import type { Recover } from './recovery.ts'
import type { providerOf } from './shared-dependencies.ts'
import { createStyles } from './styles.ts'

/** What few generations need beside their scripts, and what they leave when they end. */
export interface LateLoader {
  /** Applies the style sheets of a chunk. */
  acquire(release: Release, chunk: string, user: Generation, recover: Recover): Promise<unknown>
  /**
   * An instance of a shared dependency that the host does not provide.
   * @throws SHARED_MISSING, SHARED_EXPORT_MISSING
   */
  resolve(release: Release, key: string, user: Generation): Promise<Namespace>
  /** Removes what only this user had: `used` are the ids of its chunks, `inUse` those of all others. */
  release(user: Generation, used: ChunkIds, inUse: ReadonlySet<ChunkIds>): void
}

/** What it works with is of the start-up path: handed in, so that the bundler cuts nothing out of that. */
export function createLateLoader(
  executor: Executor,
  provided: HostBuild['provided'],
  /** Of the page, as it is now. */
  plan: () => PagePlan,
  nonce: string | undefined,
  forget: Linker['forget'],
  ...[fetch, explain, provider, ...elements]: [
    fetchRelease: typeof fetchRelease,
    explain: typeof late,
    provider: typeof providerOf,
    insert: typeof settle,
    attributes: typeof urgent,
  ]
): LateLoader {
  const styles = createStyles(elements, nonce)
  const releaseOf = async (id: string) => {
    const plugin = plan().plugins.get(id)
    if (plugin && 'entry' in plugin) return fetch(plugin)
  }
  const fallbacks = createFallbackProviders(executor, releaseOf, explain)
  return {
    acquire(release, chunk, user, recover) {
      // Sheets of a plugin come after those of plugins before it in the plan.
      const place = [...plan().plugins.keys()].indexOf(release.manifest.id)
      return styles.acquire(release, chunk, place, user, recover)
    },
    async resolve(release, key, user) {
      const requirement = release.manifest.shared[key]
      if (!requirement) throw new TypeError(`"${key}" is not in "shared"`)
      const own = provided[requirement.specifier]
      const choice = provider(plan(), release, key)
      return fallbacks.resolve({ release, requirement, provider: choice, own }, user)
    },
    release(user, used, inUse) {
      styles.release(user)
      fallbacks.release(user)
      const isNeeded = (id: string) => [...inUse].some((other) => other.has(id))
      for (const id of used) if (!isNeeded(id)) forget(id)
    },
  }
}
