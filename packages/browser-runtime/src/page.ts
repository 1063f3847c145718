import type { PluginManifestInput } from '@mortise/shared'
import { bakedPlan } from './baked-plan.ts'
import type { HostBuild } from './build.ts'
import { readCatalog } from './catalog/read-catalog.ts'
import { late } from './errors.ts'
import type { Events } from './events.ts'
import { createExecutors } from './executors.ts'
import type { Registration } from './kernel/registration.ts'
import type { Release } from './loader/executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { loadRelease } from './loader/load-release.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import type { UsedPlugin } from './used-plugin.ts'

export interface PageOptions {
  readonly events: Events
  readonly catalogs: readonly string[]
  readonly provided: HostBuild['provided']
  /** The input of the build's plan, if the build saw all that is provided. */
  readonly planInput: string | undefined
  readonly nonce: string | undefined
  /** The host's values for the plugins' `configuration`, by plugin id. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/**
 * Where plugins come from: the catalogs, the plan, and the network behind them. The function that it
 * returns reads the catalogs and finds the plan; what is broken is reported and left out.
 */
export function createPage(options: PageOptions) {
  const { events, catalogs, provided, planInput, nonce, config } = options
  let plan: PagePlan | undefined
  const executorOf = createExecutors({ provided, nonce, plan: () => plan as PagePlan, releaseOf })

  async function releaseOf(id: string, signal?: AbortSignal): Promise<Release | undefined> {
    const plugin = plan?.plugins.get(id)
    if (plugin && 'entry' in plugin) return fetchRelease(plugin, signal)
  }

  async function configure(id: string, manifest: Partial<PluginManifestInput>) {
    const given = config[id] ?? {}
    if (!manifest.configuration) return given
    const module = await import('./configuration.ts')
    return module.configure(manifest, given, late)
  }

  async function load(id: string, signal: AbortSignal, feature?: string) {
    const refusal = plan?.refused[id]
    if (refusal) throw await late('planRefused', refusal)
    const release = (await releaseOf(id, signal)) as Release
    const plugin = await loadRelease(release, await executorOf(release), signal, feature)
    return { ...plugin, config: await configure(id, plugin.manifest) }
  }

  async function planFor(used: readonly UsedPlugin[]): Promise<PagePlan> {
    const reads = catalogs.map((address) => readCatalog(address).catch(events.report))
    const read = (await Promise.all(reads)).filter((one) => !!one)
    const [first, another] = read
    const isForeseen = first && !another && planInput && first.catalog.plan?.input === planInput
    if (isForeseen && !used.length) return bakedPlan(first)
    const module = await import('./plan-anew.ts')
    return module.planAnew({ catalogs: read, provided, used, configure, events, late, bakedPlan })
  }

  return async (used: readonly UsedPlugin[]) => {
    const { plugins, contributions } = (plan = await planFor(used))
    const registrations = [...plugins.values()].map((plugin) =>
      'entry' in plugin ? registrationOf(plugin, load) : plugin,
    )
    return { registrations, contributions }
  }
}

function registrationOf(
  { entry }: KnownPlugin,
  load: (id: string, ...rest: Parameters<Registration['load']>) => ReturnType<Registration['load']>,
): Registration {
  const { id, version, strategy = 'lazy', dependencies = {}, optional = {} } = entry
  const { mode = 'async', critical = false } = entry.initialization ?? {}
  return {
    id,
    version,
    strategy,
    mode,
    critical,
    requires: Object.keys(dependencies),
    wants: Object.keys(optional),
    load: load.bind(undefined, id),
  }
}
