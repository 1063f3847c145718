import type { HostBuild } from './build.ts'
import { withDeadline } from './deadline.ts'
import { late } from './errors.ts'
import { createLinker } from './linker/linker.ts'
import type { Executor, Release } from './loader/executor.ts'
import { settle, urgent } from './loader/elements.ts'
import { createFactoryExecutor } from './loader/factory-executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { createScripts } from './loader/scripts.ts'
import { hostCopy, providerOf } from './loader/shared-dependencies.ts'
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
    hostCopy: (release, key) => hostCopy(provided, plan(), release, key),
    lateLoader: once(async () => {
      const module = await startExtras()
      const tools = [fetchRelease, late, providerOf, settle, urgent] as const
      return module.loader(factories, provided, plan, nonce, ...tools)
    }),
  })
  const modules = once(async () => {
    const module = await startExtras()
    return module.modules(late, withDeadline)
  })

  return async ({ manifest }: Release): Promise<Executor> =>
    manifest.executor === 'factory' ? factories : modules()
}
