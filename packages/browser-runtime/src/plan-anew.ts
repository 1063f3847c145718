import type { PlanPlugin } from '@mortise/shared'
import { planInput } from '@mortise/shared/plan-input'
import type { bakedPlan } from './baked-plan.ts'
import type { HostBuild } from './build.ts'
import type { ReadCatalog } from './catalog/read-catalog.ts'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { Registration } from './kernel/registration.ts'
import { contributionsFor } from './page-contributions.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import { planPluginOf, registrationOf, type Configure } from './use-plugins.ts'
import type { UsedPlugin } from './used-plugin.ts'

export interface PlanFacts {
  readonly catalogs: readonly ReadCatalog[]
  readonly used: readonly UsedPlugin[]
  readonly provided: HostBuild['provided']
  /** The host declares extension points. */
  readonly isDeclaring: boolean
  /** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
  readonly bakedPlan: typeof bakedPlan
  readonly configure: Configure
  readonly events: Events
  readonly late: typeof late
}

/**
 * The plan of a page that the build did not foresee: several catalogs, another host, or plugins of
 * the app's own code. Those that need nothing change nothing, so they go first and the build's plan
 * stays; only else `semver` is fetched.
 */
export async function planAnew(facts: PlanFacts): Promise<PagePlan> {
  const { used } = facts
  const provided = versionsOf(facts.provided)
  const baked = fittingPlan(facts, provided)
  const own = new Map(used.map((plugin) => [plugin.id, registrationOf(plugin, facts)]))
  const known = await merge(facts)
  const entries = [...known.values()].map(({ entry }) => entry)
  const plugins = [...used.map(planPluginOf), ...entries]
  const order = plugins.map(({ id }) => id)
  const inOrder = (ids: readonly string[]): PagePlan['plugins'] => {
    const found = ids.map((id) => [id, own.get(id) ?? known.get(id)] as const)
    return new Map(found.filter((one): one is [string, KnownPlugin | Registration] => !!one[1]))
  }
  const contributed = (refused: PagePlan['refused']) =>
    contributionsFor({ ...facts, entries, refused })

  if (used.every(isFree) && (!entries.length || (baked && !Object.keys(baked.refused).length))) {
    const { refused = {}, shared = {} } = baked ?? {}
    return { plugins: inOrder(order), refused, shared, ...contributed(refused) }
  }
  const { createPlan } = await import('@mortise/shared/resolve')
  const plan = createPlan({ plugins, provided })
  const choices = Object.entries(plan.shared).map(([key, { provider }]) => [key, provider])
  for (const [id, registration] of own) {
    const refusal = plan.refused[id]
    const load = async () => {
      throw await facts.late('planRefused', refusal as PagePlan['refused'][string])
    }
    if (refusal) own.set(id, { ...registration, load })
  }
  return {
    plugins: inOrder([...plan.order, ...order]),
    refused: plan.refused,
    shared: Object.fromEntries(choices),
    ...contributed(plan.refused),
  }
}

/** The plan that the build made, while its input is what it was; else nothing. */
function fittingPlan(
  { catalogs: [read, another], bakedPlan: planOf }: PlanFacts,
  provided: Readonly<Record<string, string>>,
): PagePlan | undefined {
  if (!read || another) return
  const { plugins, plan } = read.catalog
  return plan?.input === planInput({ plugins, provided }) ? planOf(read) : undefined
}

/** Package to version: the specifiers of one package are of one version. */
function versionsOf(provided: HostBuild['provided']): Record<string, string> {
  const versions = Object.entries(provided).map(([specifier, { version }]) => [
    /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0],
    version,
  ])
  return Object.fromEntries(versions)
}

/** One list of all catalogs, in their order. The first plugin with an id wins, the app's own before. */
async function merge({ catalogs, used, events, late: explain }: PlanFacts) {
  const known = new Map<string, KnownPlugin>()
  for (const { catalog, url } of catalogs) {
    for (const entry of catalog.plugins) {
      const { id } = entry
      if (!known.has(id) && !used.some((plugin) => plugin.id === id)) {
        known.set(id, { entry, catalogUrl: url })
        continue
      }
      events.report(await explain('catalogDuplicate', { id, url }), id, 'warning')
    }
  }
  return known
}

function isFree(plugin: UsedPlugin) {
  const { dependencies, initialization }: PlanPlugin = planPluginOf(plugin, 0)
  return !dependencies && !initialization
}
