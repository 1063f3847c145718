import type { Candidate } from './candidates.ts'
import { pinnedPlugin } from './host-policy.ts'
import type { Candidates } from './pick-versions.ts'
import { factsOf } from './plan-input.ts'
import type { PlanInput, PlanPlugin, Refusal } from './plan.ts'
import { duplicateId, pinUnavailable } from './refusals.ts'
import type { Versions } from './versions.ts'

interface Gathered {
  readonly candidates: Candidates
  /** Ids of which no version may be picked, and why. */
  readonly refused: ReadonlyMap<string, Refusal>
}

/** The versions of each plugin that may be picked: pinned ones alone, the app's own before a catalog's. */
export function gatherCandidates(
  { plugins, policy = {} }: PlanInput,
  { newestFirst }: Versions,
  create: (plugin: PlanPlugin) => Candidate,
): Gathered {
  const byVersion = (a: PlanPlugin, b: PlanPlugin) => newestFirst(a.version, b.version)
  const byId = new Map<string, PlanPlugin[]>()
  for (const plugin of plugins) {
    const known = byId.get(plugin.id)
    if (known) known.push(plugin)
    else byId.set(plugin.id, [plugin])
  }
  const candidates = new Map<string, Candidate[]>()
  const refused = new Map<string, Refusal>()
  for (const [id, known] of byId) {
    const versions = known.length > 1 ? distinct(ownFirst(known), refused).sort(byVersion) : known
    const pin = pinnedPlugin(policy, id)
    const allowed = pin === undefined ? versions : versions.filter(({ version }) => version === pin)
    if (pin !== undefined && allowed.length === 0 && !refused.has(id)) {
      const found = versions.map(({ version }) => version)
      refused.set(id, pinUnavailable({ id }, id, pin, found))
    }
    // A refused plugin is still there: a plan says of every plugin what becomes of it.
    candidates.set(id, (allowed.length > 0 ? allowed : versions.slice(0, 1)).map(create))
  }
  return { candidates, refused }
}

function ownFirst(plugins: readonly PlanPlugin[]): readonly PlanPlugin[] {
  const own = plugins.filter(({ registration }) => registration !== undefined)
  return own.length > 0 ? own : plugins
}

/** Each version once. Two that differ under one version are refused. */
function distinct(plugins: readonly PlanPlugin[], refused: Map<string, Refusal>): PlanPlugin[] {
  const byVersion = new Map<string, PlanPlugin>()
  for (const plugin of plugins) {
    const { id, version } = plugin
    const known = byVersion.get(version)
    if (known && factsOf(known) !== factsOf(plugin)) refused.set(id, duplicateId(id, version))
    byVersion.set(version, known ?? plugin)
  }
  return [...byVersion.values()]
}
