import type { PluginManifestInput } from '@mortise/shared'
import { bakedPlan } from './baked-plan.ts'
import type { HostBuild } from './build.ts'
import { readCatalog, type ReadCatalog } from './catalog/read-catalog.ts'
import { late } from './errors.ts'
import type { Events } from './events.ts'
import { createExecutors } from './executors.ts'
import type { Again } from './kernel/core.ts'
import type { Beside, Registration } from './kernel/registration.ts'
import type { Notes } from './kernel/status.ts'
import type { Release } from './loader/executor.ts'
import { fetchRelease } from './loader/fetch-release.ts'
import { loadRelease } from './loader/load-release.ts'
import type { PageFacts } from './page-input.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import { startExtras } from './parts.ts'
import type { UsedPlugin } from './used-plugin.ts'

export interface PageOptions {
  readonly events: Events
  readonly catalogs: readonly string[]
  readonly provided: HostBuild['provided']
  readonly rules: HostBuild['rules']
  /** The input of the build's plan, if the build saw all that is provided. */
  readonly planInput: string | undefined
  /** The host declares extension points. */
  readonly isDeclaring: boolean
  readonly nonce: string | undefined
  /** The host's values for the plugins' `configuration`, by plugin id. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/**
 * Where plugins come from: the catalogs, the plan, and the network behind them. The function that it
 * returns reads the catalogs and finds the plan; what is broken is reported and left out.
 */
export function createPage(options: PageOptions) {
  const { events, catalogs, planInput, nonce, config, ...host } = options
  const { provided } = host
  let plan: PagePlan | undefined
  let facts: PageFacts | undefined
  /** What each catalog said last. */
  const known = new Map<string, ReadCatalog | void>(catalogs.map((address) => [address, undefined]))
  const executorOf = createExecutors({ provided, nonce, plan: () => plan as PagePlan, releaseOf })

  async function releaseOf(id: string, signal?: AbortSignal): Promise<Release | undefined> {
    const plugin = plan?.plugins.get(id)
    if (plugin && 'entry' in plugin) return fetchRelease(plugin, signal)
  }

  async function configure(id: string, manifest: Partial<PluginManifestInput>) {
    const given = config[id] ?? {}
    if (!manifest.configuration) return given
    const module = await startExtras()
    return module.configure(manifest, given, late)
  }

  async function load(plan: PagePlan, known: KnownPlugin, signal: AbortSignal, beside?: Beside) {
    const { id } = known.entry
    const refusal = plan.refused[id]
    if (refusal) throw await late('planRefused', refusal)
    const release = await fetchRelease(known, signal)
    const plugin = await loadRelease(release, await executorOf(release), signal, beside)
    return { ...plugin, config: await configure(id, plugin.manifest) }
  }

  /** A catalog that cannot be read again says what it said last. */
  async function refresh(address: string) {
    known.set(address, (await readCatalog(address).catch(events.report)) ?? known.get(address))
  }

  async function planFor(used: readonly UsedPlugin[], extra?: string): Promise<PagePlan> {
    if (extra) known.set(extra, await readCatalog(extra))
    await Promise.all([...known.keys()].map((address) => address === extra || refresh(address)))
    const read = [...known.values()].filter((one) => !!one)
    const [first, another] = read
    const isForeseen = first && !another && planInput && first.catalog.plan?.input === planInput
    facts = { ...host, catalogs: read, used }
    if (isForeseen && !used.length) return bakedPlan(first)
    const module = await startExtras()
    return module.planAnew({ ...host, ...facts, configure, events, late, bakedPlan })
  }

  const resolve = async (used: readonly UsedPlugin[], again?: Again) => {
    const next = await planFor(used, again?.address)
    // What still runs was wired by the plan before.
    const shared = { ...plan?.shared, ...next.shared }
    plan = { ...next, shared }
    const { plugins, refused } = plan
    const registrations = Array.from(plugins, ([id, plugin]) => ({
      ...('entry' in plugin ? registrationOf(plugin, load.bind(undefined, next, plugin)) : plugin),
      refused: refused[id],
      shared,
      notes: notesOf(refused[id]),
    }))
    return { registrations, plan }
  }
  return { resolve, facts: () => facts }
}

function notesOf(refusal: PagePlan['refused'][string] | undefined): Notes | undefined {
  return refusal && { Resolved: { status: 'False', reason: refusal.code, message: refusal.why } }
}

function registrationOf({ entry }: KnownPlugin, load: Registration['load']): Registration {
  const { id, version, strategy = 'lazy', dependencies = {}, optional = {}, services } = entry
  const { mode = 'async', critical = false } = entry.initialization ?? {}
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
