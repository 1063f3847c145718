import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { UserConfig } from 'vite'
import { hostBuildSpecifier, runtimePackage, workerAddressSpecifier } from './module-id.ts'
import type { Workspace } from './workspace.ts'

/** Of the runtime, what a page of the dev server may import. */
const entries = ['', '/react', '/preload', '/service-worker'].map((name) => runtimePackage + name)

/**
 * Has Vite make a few files of the runtime, like of any dependency: served module by module it took
 * longer than the host. Its entries are named, because Vite leaves out what is linked, as in a monorepo.
 */
export function optimizeRuntime({ root, packages }: Pick<Workspace, 'root' | 'packages'>) {
  return {
    include: entries,
    // These are replaced in the page, which an optimised copy would not notice.
    exclude: [hostBuildSpecifier, workerAddressSpecifier],
    rolldownOptions: {
      plugins: [
        {
          name: `mortise:runtime ${linkedBuild(root, packages)}`,
          resolveId: {
            filter: { id: /^react(?:\/|$)/ },
            // Beside a linked runtime there is a React that is not the page's.
            handler(source, importer, options) {
              const isOurs = importer && packages.ownerOf(importer)?.json.name === runtimePackage
              if (!isOurs) return undefined
              return this.resolve(source, join(root, 'noop.js'), { ...options, skipSelf: true })
            },
          },
        },
      ],
    },
  } satisfies UserConfig['optimizeDeps']
}

/**
 * Which build of a linked runtime this is. Part of a name that Vite compares: what it made of a
 * dependency is of use until a lock file changes, and that of a linked one never does.
 */
function linkedBuild(root: string, packages: Workspace['packages']) {
  const runtime = packages.installed(runtimePackage, root)
  const shared = runtime && packages.installed('@mortise/shared', realpathSync(runtime.folder))
  const times = [runtime, shared].flatMap((one) => (one ? writtenAt(realpathSync(one.folder)) : []))
  return Math.max(0, ...times)
}

/** When the files of a linked package were written. */
function writtenAt(folder: string): readonly number[] {
  if (/[\\/]node_modules[\\/]/.test(folder)) return []
  const built = join(folder, 'dist')
  return readdirSync(built, { recursive: true, encoding: 'utf8' }).map(
    (file) => statSync(join(built, file)).mtimeMs,
  )
}
