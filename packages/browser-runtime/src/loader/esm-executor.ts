import type { withDeadline } from '../deadline.ts'
import type { late } from '../errors.ts'
import type { Namespace } from '../plugin.ts'
import { createDevStyles } from './dev-styles.ts'
import type { Executor, Generation, Release } from './executor.ts'
import { newestOf } from './served-entry.ts'
import { attemptsOf, backOff } from './retry.ts'

type Import = () => Promise<unknown>

/** Handed in from the start-up path, so that nothing is cut out of that. */
export type EsmPorts = readonly [explain: typeof late, limit: typeof withDeadline]

/** What Chromium, Firefox and Safari say when a module did not come; all else is the module's own error. */
const notFetched = /dynamically imported module|Importing a module script failed/

/**
 * The executor of the dev server: native ES modules. The browser keeps a module for the life of the
 * page, so here a generation gives no memory back; its style elements leave with it. Fetching a module
 * runs it too: what it throws is thrown again when it is linked.
 */
export function createEsmExecutor(
  ports: EsmPorts,
  importModule = (url: string): Promise<Namespace> => import(/* @vite-ignore */ url),
): Executor {
  const styles = createDevStyles()
  return {
    open(release): Generation {
      const { entry, features } = release.manifest
      let openers: Readonly<Record<string, Import>> = {}
      const url = (name: string) => new URL(name, release.url).href

      async function link(name: string) {
        const exports = newestOf(await importModule(url(name)), release.manifest.manifest.loading)
        openers = exports.$features as typeof openers
        return exports
      }

      /** A feature's module is asked for by its own `import()`, whose address only Vite knows. */
      function importOf(chunk: string): Import | undefined {
        if (chunk === entry) return () => importModule(url(entry))
        const name = Object.keys(features).find((one) => features[one]?.chunk === chunk)
        return openers[name ?? '']
      }

      return {
        async load(name, signal) {
          if (name === entry) {
            await styles.attach(release)
            fetchEagerFeatures(release)
          }
          const open = importOf(name)
          if (open) await insist(release, name, open, ports, signal)
        },
        link,
        // Modules of the dev server have no hash.
        notes: { Verified: { status: 'Unknown' } },
        dispose: () => styles.detach(release),
      }
    },
  }
}

/** Contract, `dynamicImport.mode: eager`: into the browser's map of modules, and not evaluated. */
function fetchEagerFeatures({ manifest, url }: Release) {
  for (const { chunk = '', fetch } of Object.values(manifest.features)) {
    if (fetch !== 'eager') continue
    const link = Object.assign(document.createElement('link'), {
      rel: 'modulepreload',
      href: new URL(chunk, url).href,
      // What goes wrong is said when the feature is opened.
      onload: () => link.remove(),
      onerror: () => link.remove(),
    })
    document.head.append(link)
  }
}

/**
 * The manifest's `dynamicImport.timeout`, over all attempts, and `retry`, for modules.
 * @throws CHUNK_LOAD_FAILED, CHUNK_TIMEOUT
 */
async function insist(
  { manifest, url }: Release,
  chunk: string,
  open: Import,
  [explain, limit]: EsmPorts,
  signal?: AbortSignal,
): Promise<void> {
  const { id, version, manifest: written } = manifest
  const { timeout = 30_000, retry } = written.loading?.dynamicImport ?? {}
  const facts = { id, version, chunk, url: new URL(chunk, url).href, timeout }
  let isLate = false

  async function attempts() {
    for (let attempt = 1; !isLate; attempt++) {
      try {
        await open()
        return
      } catch (cause) {
        // Its own error comes when it is linked.
        if (!(cause instanceof TypeError && notFetched.test(cause.message))) return
        if (attempt >= attemptsOf(retry)) {
          throw await explain('chunkLoadFailed', { ...facts, attempts: attempt, cause })
        }
        await backOff(attempt, retry)
      }
    }
  }

  const tooLate = () => {
    isLate = true
    return explain('chunkTimeout', facts)
  }
  await limit(attempts(), timeout, tooLate, signal)
}
