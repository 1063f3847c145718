import type { Plan, PlanInput } from '@mortise/shared'
import { planInput } from '@mortise/shared/plan-input'
import type { bakedPlan } from './baked-plan.ts'
import type { late } from './errors.ts'
import type { Events } from './events.ts'
import type { Registration } from './kernel/registration.ts'
import { contributionsFor } from './page-contributions.ts'
import {
  entriesOf,
  inputOf,
  reportDoubled,
  rulesOf,
  type Page,
  type PageFacts,
} from './page-input.ts'
import type { KnownPlugin, PagePlan } from './page-plan.ts'
import { isFree, registrationOf, wrongIn, type Configure } from './use-plugins.ts'

export interface PlanFacts extends PageFacts {
  /** The host declares extension points. */
  readonly isDeclaring: boolean
  /** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
  readonly bakedPlan: typeof bakedPlan
  readonly configure: Configure
  readonly events: Events
  readonly late: typeof late
}

type Tools = Pick<PlanFacts, 'bakedPlan' | 'configure' | 'events' | 'late'>

/** A page, and what of the start-up path its plan is made with: handed over in order. */
export type PlannedPage = readonly [
  page: Page,
  configure: Tools['configure'],
  events: Tools['events'],
  late: Tools['late'],
  bakedPlan: Tools['bakedPlan'],
]

/** @throws LIFECYCLE_PLUGIN_INVALID, CONFIG_POLICY_INVALID */
export async function planPage(...planned: PlannedPage): Promise<PagePlan> {
  const [page, configure, events, explain, planOf] = planned
  const { used, build, options } = page
  for (const plugin of used) {
    const wrong = wrongIn(plugin)
    if (wrong.length) throw await explain('lifecyclePluginInvalid', { ...plugin, wrong })
  }
  const isDeclaring = !!(options.extensionPoints || build.extensionPoints)
  const tools = { bakedPlan: planOf, configure, events, late: explain }
  return planAnew({ ...rulesOf(page), isDeclaring, ...tools })
}

/**
 * The plan of a page that the build did not foresee: several catalogs, another host, plugins of the
 * app's own code, or somebody who gets less than was asked for. Plugins that need nothing change
 * nothing, so they go first and the build's plan stays; only else `semver` is fetched.
 * @throws CONFIG_POLICY_INVALID
 */
export async function planAnew(facts: PlanFacts): Promise<PagePlan> {
  const { used, events, late: explain } = facts
  await reportDoubled(facts, events, explain)
  const input = inputOf(facts)
  const baked = fittingPlan(facts, input)
  const { kept } = entriesOf(facts)
  const own = used.map((plugin) => registrationOf(plugin, facts))
  const entries = kept.map(({ entry }) => entry)
  const contributed = (refused: PagePlan['refused'], listed = entries) =>
    contributionsFor({ ...facts, entries: listed, refused })

  const areFree = used.every((plugin) => isFree(plugin, input.policy))
  if (areFree && (!kept.length || (baked && !Object.keys(baked.refused).length))) {
    const { refused = {}, shared = {} } = baked ?? {}
    const plugins = byId(own, kept)
    return { plugins, refused, shared, ...contributed(refused) }
  }
  const { createPlan } = await import('@mortise/shared/resolve')
  const plan = createPlan(input)
  for (const { plugin, ...warning } of plan.warnings) {
    events.report(await explain('planRefused', warning), plugin, 'warning')
  }
  const picked = pick(plan, kept)
  const choices = Object.entries(plan.shared).map(([key, { provider }]) => [key, provider])
  return {
    plugins: inOrder(plan, byId(wired(plan, own, explain), picked)),
    refused: plan.refused,
    shared: Object.fromEntries(choices),
    ...contributed(
      plan.refused,
      picked.map(({ entry }) => entry),
    ),
  }
}

/** The plan that the build made, while its input is what it was; else nothing. */
function fittingPlan(
  { catalogs: [read, another], used, bakedPlan: planOf }: PlanFacts,
  input: PlanInput,
): PagePlan | undefined {
  const { plan } = read?.catalog ?? {}
  if (!read || another || !plan || plan.isWarned) return
  // The build knew nothing of the app's own plugins.
  const plugins = input.plugins.slice(used.length)
  return plan.input === planInput({ ...input, plugins }) ? planOf(read) : undefined
}

/** One entry of each id: the version that the plan picked, with the optional dependencies that it can use. */
function pick({ wiring }: Plan, kept: readonly KnownPlugin[]): KnownPlugin[] {
  const picked = new Map<string, KnownPlugin>()
  for (const known of kept) {
    const { id, version, optional } = known.entry
    const wires = wiring[id]
    if (wires ? wires.version !== version : picked.has(id)) continue
    const usable = Object.entries(optional ?? {}).filter(([other]) => wires?.plugins[other])
    const entry = optional ? { ...known.entry, optional: Object.fromEntries(usable) } : known.entry
    picked.set(id, { ...known, entry })
  }
  return [...picked.values()]
}

/** The app's own plugins: a refused one says why when it is loaded. */
function wired(plan: Plan, own: readonly Registration[], explain: typeof late): Registration[] {
  return own.map((registration) => {
    const { id, requires } = registration
    const refusal = plan.refused[id]
    if (refusal) {
      const load = async () => {
        throw await explain('planRefused', refusal)
      }
      return { ...registration, load }
    }
    const all = Object.keys(plan.wiring[id]?.plugins ?? {})
    return { ...registration, wants: all.filter((other) => !requires.includes(other)) }
  })
}

/** The plan's order, and after it what the plan refused. */
function inOrder({ order }: Plan, plugins: PagePlan['plugins']): PagePlan['plugins'] {
  const ids = new Set([...order, ...plugins.keys()])
  const found = [...ids].map((id) => [id, plugins.get(id)] as const)
  return new Map(found.filter((one): one is [string, KnownPlugin | Registration] => !!one[1]))
}

function byId(own: readonly Registration[], picked: readonly KnownPlugin[]): PagePlan['plugins'] {
  return new Map<string, KnownPlugin | Registration>([
    ...own.map((plugin) => [plugin.id, plugin] as const),
    ...picked.map((plugin) => [plugin.entry.id, plugin] as const),
  ])
}
