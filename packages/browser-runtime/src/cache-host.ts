import type { HostBuild } from './build.ts'
import type { Notice } from './cache/notices.ts'
import type { CacheHost } from './cache/page-cache.ts'
import type { KernelCore } from './kernel/core.ts'
import type { StartTools } from './kernel/handed.ts'
import { wiringOf } from './wiring-of.ts'

/** A host as the page's cache knows it: what its plan has, and who hears of what. */
export function createCacheHost(
  { plugins, ports: { events } }: KernelCore,
  { late }: Pick<StartTools, 'late'>,
  provided: HostBuild['provided'],
): CacheHost {
  async function report({ name, facts, pluginId }: Extract<Notice, { type: 'diagnostic' }>) {
    events.report(await late(name, facts as never), pluginId, 'warning')
  }

  return {
    buildOf(id) {
      const plugin = plugins.get(id)
      if (!plugin) return undefined
      const { version, listed } = plugin
      return {
        id,
        version,
        integrity: listed?.integrity,
        wiring: wiringOf(plugin, plugins, provided),
      }
    },
    packedIn: (integrity) =>
      [...plugins.values()].flatMap(({ id, listed }) => {
        const chunks = Object.values(listed?.build?.chunks ?? {})
        return chunks.some(({ pack }) => pack?.integrity === integrity) ? [id] : []
      }),
    hear(notice) {
      if (notice.pluginId !== undefined && !plugins.has(notice.pluginId)) return false
      if (notice.type === 'diagnostic') {
        void report(notice)
        return true
      }
      const { type, pluginId, timestamp, metadata } = notice
      // When it happened, which may be before anybody could hear of it.
      const then = { timestamp } as object
      if (type === 'cache-hit') events.emit(type, { pluginId, metadata, ...then })
      else events.emit(type, { pluginId, metadata, ...then })
      return true
    },
  }
}
