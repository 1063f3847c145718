import type { Catalog, CatalogEntry, PlanPlugin, Refusal } from '@mortise/shared'
import { planInput } from '@mortise/shared/plan-input'

/** What the runtime takes from a plan, baked or made here. */
export interface PagePlan {
  /** All ids, dependencies first; refused plugins among them. */
  readonly order: readonly string[]
  readonly refused: Readonly<Record<string, Pick<Refusal, 'code' | 'why'> & Partial<Refusal>>>
  /** `<package>@<range>` to `host` or the id of a plugin. */
  readonly shared: Readonly<Record<string, string>>
}

interface PageFacts {
  readonly catalogs: readonly Catalog[]
  readonly entries: readonly CatalogEntry[]
  /** Plugins given to `use`. */
  readonly used: readonly PlanPlugin[]
  /** The host's shared packages: name to version. */
  readonly provided: Readonly<Record<string, string>>
}

/**
 * The build's plan while it fits; else the page resolves again, and only then fetches `semver`.
 * Plugins of the app that need nothing change nothing, so they go first.
 */
export async function planPage({
  catalogs,
  entries,
  used,
  provided,
}: PageFacts): Promise<PagePlan> {
  const [{ plan: baked } = {}, another] = catalogs
  const refused = (baked?.refused ?? {}) as PagePlan['refused']
  const order = [...used, ...entries].map(({ id }) => id)
  const free = used.every(isFree)
  if (!entries.length && free) return { order, refused: {}, shared: {} }
  const fits = free && !another && baked?.input === planInput({ plugins: entries, provided })
  // What was refused may run now, because the app brings what was missing.
  if (fits && !(used.length && Object.keys(refused).length)) {
    return { order, refused, shared: baked.shared }
  }
  const { createPlan } = await import('@mortise/shared/resolve')
  const plan = createPlan({ plugins: [...used, ...entries], provided })
  const choices = Object.entries(plan.shared).map(([key, { provider }]) => [key, provider])
  return {
    order: [...new Set([...plan.order, ...order])],
    refused: plan.refused,
    shared: Object.fromEntries(choices),
  }
}

function isFree({ dependencies, optional, initialization }: PlanPlugin) {
  return !dependencies && !optional && initialization?.priority === undefined
}
