import { withDeadline } from '../deadline.ts'
import { late } from '../errors.ts'
import type { Namespace } from '../plugin.ts'
import { createDevStyles } from './dev-styles.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { attemptsOf, backOff } from './retry.ts'

type Features = Readonly<Record<string, () => Promise<Namespace>>>

/** What Chromium, Firefox and Safari say when a module did not come; all else is the module's own error. */
const notFetched = /dynamically imported module|Importing a module script failed/

/**
 * The executor of the dev server: native ES modules. The browser keeps a module for the life of the
 * page, so here a generation gives no memory back; its style elements leave with it.
 */
export function createEsmExecutor(
  importModule = (url: string): Promise<Namespace> => import(/* @vite-ignore */ url),
): Executor {
  const styles = createDevStyles()
  return {
    open(release): Generation {
      return {
        load: async () => {},
        async link(entry) {
          await styles.attach(release)
          const url = new URL(entry, release.url).href
          const { features, ...rest } = await insist(release, url, () => importModule(url))
          return { ...rest, features: insisting(release, features as Features) }
        },
        dispose: () => styles.detach(release),
      }
    },
  }
}

function insisting(release: Release, features: Features): Features {
  const each = Object.entries(features).map(([name, open]) => {
    return [name, () => insist(release, `feature "${name}"`, open)] as const
  })
  return Object.fromEntries(each)
}

/** The manifest's `dynamicImport.timeout` and `retry`, for modules. */
async function insist<Exports>(
  { manifest, url }: Release,
  chunk: string,
  open: () => Promise<Exports>,
): Promise<Exports> {
  const { id, version, manifest: written } = manifest
  const { timeout = 30_000, retry } = written.loading?.dynamicImport ?? {}
  for (let attempt = 1; ; attempt++) {
    try {
      return await withDeadline(open(), timeout, () =>
        late('chunkTimeout', { id, version, chunk, timeout }),
      )
    } catch (cause) {
      if (!(cause instanceof TypeError && notFetched.test(cause.message))) throw cause
      if (attempt >= attemptsOf(retry)) {
        throw await late('chunkLoadFailed', { id, version, chunk, url, attempts: attempt, cause })
      }
      await backOff(attempt, retry)
    }
  }
}
