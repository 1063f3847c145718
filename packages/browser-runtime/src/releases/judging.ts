import type { CatalogEntry } from '@mortise/shared'
import type { ReadCatalog } from '../catalog/read-catalog.ts'
import type { KernelCore } from '../kernel/core.ts'
import type { Registration } from '../kernel/registration.ts'
import type { OverrideMark } from '../override-address.ts'
import { blame } from './blame.ts'
import type { GoodRelease, ReleaseMemory } from './memory.ts'
import type { Tell } from './tell.ts'

const override: OverrideMark = '#override'

/** Which releases are bad on this device, and which ran well. */
export interface Judging {
  readonly judge: NonNullable<KernelCore['ports']['judge']>
  /** Remembers what runs well, and says what was passed over. */
  lookAround(): void
}

interface JudgingPorts extends Pick<KernelCore, 'plugins'> {
  readonly catalogs: () => readonly ReadCatalog[]
  readonly memory: ReleaseMemory
  readonly tell: Tell
}

export function createJudging({ plugins, catalogs, memory, tell }: JudgingPorts): Judging {
  /** Where a release stands, as its catalog has it. */
  function goodOf({ id, listed }: Registration): GoodRelease[] {
    const { integrity } = listed ?? {}
    for (const { catalog, url } of integrity ? catalogs() : []) {
      // What somebody works on is expected to fail now and then.
      if (url.endsWith(override)) continue
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

  return {
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
