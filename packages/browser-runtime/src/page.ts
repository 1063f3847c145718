import type { PluginManifestInput } from '@mortise/shared'
import { bakedPlan } from './baked-plan.ts'
import type { HostBuild } from './build.ts'
import { readCatalog, type ReadCatalog } from './catalog/read-catalog.ts'
import { late, refuse } from './errors.ts'
import type { Events } from './events.ts'
import { createExecutors } from './executors.ts'
import type { HostOptions } from './host.ts'
import type { Again } from './kernel/core.ts'
import type { Registration } from './kernel/registration.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { loadRelease } from './loader/load-release.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import { startExtras } from './parts.ts'
import type { UsedPlugin } from './used-plugin.ts'

/**
 * Where plugins come from: the catalogs, the plan, and the network behind them. `resolve` reads the
 * catalogs and finds the plan; what is broken is reported and left out.
 */
export function createPage(
  build: HostBuild,
  options: HostOptions,
  events: Events,
  /** Plugins of the app's own code. */
  used: readonly UsedPlugin[],
  onPlan: (plan: PagePlan) => void,
) {
  const { catalog = [], shared: own, nonce, config, extensionPoints, policy, engine } = options
  const provided = { ...build.provided, ...own }
  // The build knew nothing of other shared instances, points and rules.
  const foreseen = !(own || extensionPoints || policy || engine) && build.plan
  /** What each catalog said last. */
  const known = new Map<string, ReadCatalog | void>(
    [catalog].flat().map((address) => [address, undefined]),
  )
  const catalogs = () => [...known.values()].filter((one) => !!one)
  let plan: PagePlan | undefined
  const executorOf = createExecutors(
    provided,
    () => plan as PagePlan,
    nonce,
    (missed) => events.report(missed, undefined, 'warning'),
  )

  async function configure(id: string, manifest: Partial<PluginManifestInput>) {
    const given = config?.[id] ?? {}
    if (!manifest.configuration) return given
    return (await startExtras()).configure(manifest, given, late)
  }

  /** A catalog that cannot be read again says what it said last. */
  async function refresh(address: string) {
    known.set(address, (await readCatalog(address).catch(events.report)) ?? known.get(address))
  }

  async function planFor(extra?: string): Promise<PagePlan> {
    if (extra) known.set(extra, await readCatalog(extra))
    await Promise.all([
      // Beside the catalogs, where it is known that no baked plan will do.
      used.length && startExtras(),
      ...[...known.keys()].map((address) => address === extra || refresh(address)),
    ])
    const [first, another] = catalogs()
    const isForeseen = first && !another && foreseen && first.catalog.plan?.input === foreseen
    if (isForeseen && !used.length) return bakedPlan(first)
    const page = { build, options, used, catalogs: catalogs() }
    return (await startExtras()).planAnew(page, configure, events, late, bakedPlan)
  }

  async function resolve(again?: Again): Promise<readonly Registration[]> {
    const next = await planFor(again?.address)
    const { plugins, refused } = next
    // What still runs was wired by the plan before.
    const shared = { ...plan?.shared, ...next.shared }
    onPlan((plan = { ...next, shared }))
    return Array.from(plugins, ([id, plugin]) => {
      const refusal = refused[id]
      const load: Registration['load'] = async (signal, beside, here) => {
        if (refusal) return refuse('planRefused', refusal)
        const release = here ?? (await fetchRelease(plugin as KnownPlugin, signal))
        const loaded = await loadRelease(release, await executorOf(release), signal, beside)
        return { ...loaded, config: await configure(id, loaded.manifest) }
      }
      const known = 'entry' in plugin ? registrationOf(plugin, load) : plugin
      return { ...known, refused: refusal, shared }
    })
  }
  return { resolve, catalogs }
}

function registrationOf({ entry }: KnownPlugin, load: Registration['load']): Registration {
  const { id, version, strategy = 'lazy', dependencies = {}, optional = {}, services } = entry
  const { mode = 'async', critical } = entry.initialization ?? {}
  return {
    id,
    version,
    strategy,
    mode,
    critical,
    requires: Object.keys(dependencies),
    wants: Object.keys(optional),
    services,
    listed: entry,
    load,
  }
}
