import type { HostBuild } from './build.ts'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import type { HostOptions } from './host.ts'
import { named, type Handed } from './kernel/handed.ts'
import { createLateHost, type LateHost } from './late-host.ts'
import type { ServiceRegistry } from './services/registry.ts'
import type { UsedPlugin } from './used-plugin.ts'

/** Also at the start where a host gives levels: it needs the rest at once after that. */
export { hold } from './kernel/start-levels.ts'

/** What a page needs soon after its start, in one request. */
export function lateHost(
  build: HostBuild,
  options: HostOptions,
  used: readonly UsedPlugin[],
  registry: ServiceRegistry,
  catalogs: () => readonly ReadCatalog[],
  ...handed: Handed
): LateHost {
  const [core, tools] = named(handed)
  return createLateHost(core, { build, options, used, registry, catalogs, ...tools })
}
