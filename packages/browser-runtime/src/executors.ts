import type { HostBuild } from './build.ts'
import { withDeadline } from './deadline.ts'
import { late } from './errors.ts'
import { createLinker } from './linker/linker.ts'
import type { Executor, Release } from './loader/executor.ts'
import { createFactoryExecutor } from './loader/factory-executor.ts'
import { createScripts } from './loader/scripts.ts'
import { createSharedDependencies } from './loader/shared-dependencies.ts'
import { createStyles } from './loader/styles.ts'
import type { PagePlan } from './page-plan.ts'

interface ExecutorOptions {
  readonly provided: HostBuild['provided']
  readonly nonce: string | undefined
  plan(): PagePlan | undefined
  releaseOf(id: string): Promise<Release | undefined>
}

/** The executor of a release: one for builds, and another, fetched on demand, for the dev server. */
export function createExecutors({ provided, nonce, plan, releaseOf }: ExecutorOptions) {
  const linker = createLinker()
  const factories: Executor = createFactoryExecutor({
    linker,
    scripts: createScripts(linker, nonce),
    styles: createStyles(nonce),
    shared: createSharedDependencies(
      provided,
      (requirement) => plan()?.shared[requirement],
      async () => {
        const { createFallbackProviders } = await import('./loader/fallback-providers.ts')
        return createFallbackProviders(factories, releaseOf, late)
      },
    ),
    rank: (id) => plan()?.order.indexOf(id) ?? 0,
  })
  let modules: Promise<Executor> | undefined

  return async ({ manifest }: Release): Promise<Executor> => {
    if (manifest.executor === 'factory') return factories
    modules ??= import('./loader/esm-executor.ts').then((module) =>
      module.createEsmExecutor({ late, withDeadline }),
    )
    return modules
  }
}
