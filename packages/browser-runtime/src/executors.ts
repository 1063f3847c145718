import type { HostBuild } from './build.ts'
import { withDeadline } from './deadline.ts'
import { late } from './errors.ts'
import { createLinker } from './linker/linker.ts'
import type { Executor, Release } from './loader/executor.ts'
import { settle, urgent } from './loader/elements.ts'
import { createFactoryExecutor } from './loader/factory-executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { createScripts } from './loader/scripts.ts'
import { createSharedDependencies } from './loader/shared-dependencies.ts'
import { once } from './once.ts'
import { startExtras } from './parts.ts'
import type { PagePlan } from './page-plan.ts'

interface ExecutorOptions {
  readonly provided: HostBuild['provided']
  readonly nonce: string | undefined
  /** There once a release is known. */
  plan(): PagePlan
}

/** The executor of a release: one for builds, and another, fetched on demand, for the dev server. */
export function createExecutors({ provided, nonce, plan }: ExecutorOptions) {
  const linker = createLinker()
  const factories: Executor = createFactoryExecutor({
    linker,
    scripts: createScripts(linker, nonce),
    styles: once(async () => {
      const module = await startExtras()
      return module.createStyles({ settle, urgent }, nonce)
    }),
    shared: createSharedDependencies(
      provided,
      (requirement) => plan().shared[requirement],
      once(async () => {
        const module = await startExtras()
        return module.createFallbacks(factories, plan, fetchRelease, late)
      }),
    ),
    rank: (id) => [...plan().plugins.keys()].indexOf(id),
  })
  const modules = once(async () => {
    const module = await startExtras()
    return module.createEsmExecutor({ late, withDeadline })
  })

  return async ({ manifest }: Release): Promise<Executor> =>
    manifest.executor === 'factory' ? factories : modules()
}
