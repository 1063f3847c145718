import type { CatalogEntry } from '@mortise/shared'
import type { ReadCatalog } from '../catalog/read-catalog.ts'
import type { late } from '../errors.ts'
import type { KernelCore } from '../kernel/core.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { Registration } from '../kernel/registration.ts'
import type { Discovery } from '../plugin.ts'
import type { FetchFile } from '../preload/fetch-file.ts'
import { fetchFiles } from './fetch-files.ts'
import { createJudging, type Judging } from './judging.ts'
import { createReleaseMemory, type BadRelease } from './memory.ts'
import { createReadAgain } from './read-again.ts'
import { forgetUnlisted, siftCatalog } from './sift.ts'
import { createTell } from './tell.ts'

/** Another release of a plugin that runs. */
export interface NextRelease {
  readonly pluginId: string
  /** Of the release that runs. */
  readonly version: string
  /** Of the one that the catalog has now. */
  readonly nextVersion: string
}

export interface PluginReleases {
  /** Looks at the catalogs now. Gives what `next` gives then. */
  look(): Promise<readonly NextRelease[]>
  /** Of plugins that run, the releases that the page has taken note of: `host.upgrade` moves to them. */
  next(): readonly NextRelease[]
  /** Releases that failed on this device and are passed over. */
  bad(): readonly BadRelease[]
  /** Lets the bad releases of a plugin, or of all, be tried again from the next look or page on. */
  forget(id?: string): void
}

export interface ReleasePorts {
  readonly core: KernelCore
  readonly catalogs: () => readonly ReadCatalog[]
  readonly late: typeof late
  /** The newest that the plan has of a plugin that runs in another release. */
  newRelease(plugin: ManagedPlugin): Registration | undefined
  discover(): Promise<Discovery>
  savesData(): Promise<boolean>
  readonly fetchFile: FetchFile
}

/** What a page knows of the releases of its plugins, and this device of those that failed. */
export interface Releases extends PluginReleases, Judging {
  isRenewed(): Promise<boolean>
}

export function createReleases(ports: ReleasePorts): Releases {
  const { core, catalogs, late: explain, newRelease, discover, savesData } = ports
  const { plugins } = core
  const { events } = core.ports
  const memory = createReleaseMemory()
  const tell = createTell(events, explain)
  const readAgain = createReadAgain(catalogs, (catalog, url) => {
    forgetUnlisted(catalog, url, memory)
    return siftCatalog(catalog, url, memory)
  })
  const ended = new AbortController()
  events.on('kernel:shutdown', () => ended.abort())

  const next = () =>
    [...plugins.values()].flatMap((plugin) => {
      const { version: nextVersion } = newRelease(plugin) ?? {}
      const { id: pluginId, version, status } = plugin
      return nextVersion && status.state === 'ready' ? [{ pluginId, version, nextVersion }] : []
    })

  async function look() {
    const renewed = await readAgain()
    try {
      if (!(await savesData())) for (const one of renewed) await fetchUsed(one, ports, ended.signal)
      if (renewed.length && !ended.signal.aborted) await discover()
    } catch {
      // Not all of it is there yet, or any more: the page goes on with what it has, and looks again.
    }
    for (const plugin of plugins.values()) {
      const { version, listed } = newRelease(plugin) ?? {}
      const { id, version: from } = plugin
      if (version) void tell('releaseReady', listed?.integrity, { id, version, from })
    }
    return next()
  }

  let looking: ReturnType<typeof look> | undefined

  return {
    ...createJudging({ plugins, catalogs, memory, tell }),
    look: () => (looking ??= look().finally(() => (looking = undefined))),
    next,
    bad: memory.bad,
    forget: (id) => memory.forget(({ pluginId }) => id === undefined || id === pluginId),
    isRenewed: async () => (await readAgain()).length > 0,
  }
}

/** Of what the page has used, all files of a new release before it counts. */
async function fetchUsed(
  { url, catalog }: ReadCatalog,
  { core: { plugins }, fetchFile }: Pick<ReleasePorts, 'core' | 'fetchFile'>,
  signal: AbortSignal,
) {
  const isNew = ({ id, integrity }: CatalogEntry) => {
    const { status, listed, next: known } = plugins.get(id) ?? {}
    const isUsed = status && (status.state !== 'pending' || status.generation > 0)
    return isUsed && integrity && integrity !== (known?.listed ?? listed)?.integrity
  }
  for (const entry of catalog.plugins.filter(isNew)) {
    const { id } = entry
    const isProvider = Object.values(plugins.get(id)?.shared ?? {}).includes(id)
    await fetchFiles(entry, url, isProvider, fetchFile, signal)
  }
}
