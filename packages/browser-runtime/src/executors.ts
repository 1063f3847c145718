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

/** The executor of a release: one for builds, and another, fetched on demand, for the dev server. */
export function createExecutors(
  provided: HostBuild['provided'],
  /** There once a release is known. */
  plan: () => PagePlan,
  nonce: string | undefined,
  missPack: (cause: unknown) => unknown,
) {
  const linker = createLinker()
  const factories: Executor = createFactoryExecutor(
    linker,
    createScripts(linker, nonce, missPack),
    (release, key) => hostCopy(provided, plan(), release, key),
    once(async () => {
      const module = await startExtras()
      return module.loader(
        factories,
        provided,
        plan,
        nonce,
        linker.forget,
        fetchRelease,
        late,
        providerOf,
        settle,
        urgent,
      )
    }),
  )
  const modules = once(async () => {
    const module = await startExtras()
    return module.modules(late, withDeadline)
  })

  return ({ manifest }: Release): Executor | Promise<Executor> =>
    manifest.executor === 'factory' ? factories : modules()
}
