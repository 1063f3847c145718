import type { withDeadline } from '../deadline.ts'
import type { late } from '../errors.ts'
import type { Namespace } from '../plugin.ts'
import { createDevStyles } from './dev-styles.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { attemptsOf, backOff } from './retry.ts'

type Features = Readonly<Record<string, () => Promise<Namespace>>>

/** Handed in from the start-up path, so that nothing is cut out of that. */
interface Ports {
  readonly late: typeof late
  readonly withDeadline: typeof withDeadline
}

/** What Chromium, Firefox and Safari say when a module did not come; all else is the module's own error. */
const notFetched = /dynamically imported module|Importing a module script failed/

/**
 * The executor of the dev server: native ES modules. The browser keeps a module for the life of the
 * page, so here a generation gives no memory back; its style elements leave with it.
 */
export function createEsmExecutor(
  ports: Ports,
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
          const exports = await insist(release, url, () => importModule(url), ports)
          return { ...exports, $features: insisting(release, exports.$features as Features, ports) }
        },
        dispose: () => styles.detach(release),
      }
    },
  }
}

function insisting(release: Release, features: Features, ports: Ports): Features {
  const each = Object.entries(features).map(([name, open]) => {
    return [name, () => insist(release, `feature "${name}"`, open, ports)] as const
  })
  return Object.fromEntries(each)
}

/** The manifest's `dynamicImport.timeout` and `retry`, for modules. */
async function insist<Exports>(
  { manifest, url }: Release,
  chunk: string,
  open: () => Promise<Exports>,
  ports: Ports,
): Promise<Exports> {
  const { id, version, manifest: written } = manifest
  const { timeout = 30_000, retry } = written.loading?.dynamicImport ?? {}
  const facts = { id, version, chunk, url }
  for (let attempt = 1; ; attempt++) {
    try {
      return await ports.withDeadline(open(), timeout, () =>
        ports.late('chunkTimeout', { ...facts, timeout }),
      )
    } catch (cause) {
      if (!(cause instanceof TypeError && notFetched.test(cause.message))) throw cause
      if (attempt >= attemptsOf(retry)) {
        throw await ports.late('chunkLoadFailed', { ...facts, attempts: attempt, cause })
      }
      await backOff(attempt, retry)
    }
  }
}
