import type { CatalogEntry } from '@mortise/shared'
import type { ReadCatalog } from '../catalog/read-catalog.ts'
import type { late } from '../errors.ts'
import type { KernelCore } from '../kernel/core.ts'
import type { ManagedPlugin } from '../kernel/managed-plugin.ts'
import type { Registration } from '../kernel/registration.ts'
import type { Discovery } from '../plugin.ts'
import type { FetchFile } from '../preload/fetch-file.ts'
import { blame } from './blame.ts'
import { fetchFiles } from './fetch-files.ts'
import { createReleaseMemory, type BadRelease, type GoodRelease } from './memory.ts'
import { createReadAgain } from './read-again.ts'
import { forgetUnlisted, siftCatalog } from './sift.ts'

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
export interface Releases extends PluginReleases {
  readonly judge: NonNullable<KernelCore['ports']['judge']>
  isRenewed(): Promise<boolean>
  /** Remembers what runs well, and says what was passed over. */
  lookAround(): void
}

export function createReleases(ports: ReleasePorts): Releases {
  const { core, catalogs, late: explain, newRelease, discover, savesData, fetchFile } = ports
  const { plugins } = core
  const { events } = core.ports
  const memory = createReleaseMemory()
  const readAgain = createReadAgain(catalogs, (catalog, url) => {
    forgetUnlisted(catalog, url, memory)
    return siftCatalog(catalog, url, memory)
  })
  const ended = new AbortController()
  events.on('kernel:shutdown', () => ended.abort())
  const told = new Set<string>()
  /** Once for each release. */
  async function tell(
    name: 'releaseReady' | 'releaseSkipped',
    integrity: string | undefined,
    facts: { id: string; version: string; from: string },
  ) {
    const key = `${name} ${integrity}`
    if (told.has(key)) return
    told.add(key)
    events.report(
      await explain(name, facts),
      facts.id,
      name === 'releaseReady' ? 'info' : 'warning',
    )
  }

  /** Where a release stands, as its catalog has it. */
  function goodOf({ id, listed }: Registration): GoodRelease[] {
    const { integrity } = listed ?? {}
    for (const { catalog, url } of integrity ? catalogs() : []) {
      const found = catalog.plugins.find((one) => one.id === id && one.integrity === integrity)
      if (!found) continue
      return [placed(found, url)]
    }
    return []
  }

  function remember(releases: readonly GoodRelease[]) {
    const known = new Set(memory.good().map(({ entry, catalog }) => catalog + entry.integrity))
    const fresh = releases.filter(({ entry, catalog }) => !known.has(catalog + entry.integrity))
    if (fresh.length) memory.remember(fresh)
  }

  const lastGood = (id: string, address: string) =>
    memory.good().find(({ entry, catalog }) => entry.id === id && catalog === address)?.entry

  const next = () =>
    [...plugins.values()].flatMap((plugin) => {
      const { version: nextVersion } = newRelease(plugin) ?? {}
      const { id: pluginId, version, status } = plugin
      return nextVersion && status.state === 'ready' ? [{ pluginId, version, nextVersion }] : []
    })

  /** Of what the page has used, all files of a new release before it counts. */
  async function fetchUsed({ url, catalog }: ReadCatalog) {
    const isNew = ({ id, integrity }: CatalogEntry) => {
      const { status, listed, next: known } = plugins.get(id) ?? {}
      const isUsed = status && (status.state !== 'pending' || status.generation > 0)
      return isUsed && integrity && integrity !== (known?.listed ?? listed)?.integrity
    }
    for (const entry of catalog.plugins.filter(isNew)) {
      const { id } = entry
      const isProvider = Object.values(plugins.get(id)?.shared ?? {}).includes(id)
      await fetchFiles(entry, url, isProvider, fetchFile, ended.signal)
    }
  }

  async function look() {
    const renewed = await readAgain()
    try {
      if (!(await savesData())) for (const one of renewed) await fetchUsed(one)
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
    look: () => (looking ??= look().finally(() => (looking = undefined))),
    next,
    bad: memory.bad,
    forget: (id) => memory.forget(({ pluginId }) => id === undefined || id === pluginId),
    isRenewed: async () => (await readAgain()).length > 0,
    async judge(release, failure, before) {
      const { id: pluginId, version } = release
      const code = blame(failure)
      const [failed] = goodOf(release)
      if (!code || !failed) return false
      const { catalog, entry } = failed
      if (before?.listed?.integrity) remember([placed(before.listed, catalog)])
      const good = lastGood(pluginId, catalog)
      const { integrity = '' } = entry
      // One that has run well here is not to blame for what it meets today.
      if (!good || good.integrity === integrity) return false
      memory.mark({ pluginId, version, integrity, catalog, code, timestamp: Date.now() })
      void tell('releaseSkipped', integrity, { id: pluginId, version, from: good.version })
      return true
    },
    lookAround() {
      const ready = [...plugins.values()].filter(({ status }) => status.state === 'ready')
      remember(ready.flatMap(goodOf))
      for (const { pluginId: id, version, integrity, catalog } of memory.bad()) {
        const { version: from, listed } = plugins.get(id) ?? {}
        const isInPlace = listed && listed.integrity === lastGood(id, catalog)?.integrity
        if (from && isInPlace) void tell('releaseSkipped', integrity, { id, version, from })
      }
    },
  }
}

/** Without the build manifest that a start would need at once: it is fetched where it stands. */
function placed({ build: _, ...entry }: CatalogEntry, url: string): GoodRelease {
  return { entry: { ...entry, manifest: new URL(entry.manifest, url).href }, catalog: url }
}
