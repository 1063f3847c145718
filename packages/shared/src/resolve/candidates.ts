import type { AcceptedRange, AcceptedRanges } from './accepted-range.ts'
import { overriddenRange, pinnedPlugin, type HostPolicy } from './host-policy.ts'
import type { PlanInput, PlanPlugin, Refusal } from './plan.ts'
import { byText } from './rank.ts'
import { engineUnfit, notPinned, pluginDisabled, rangeInvalid, versionInvalid } from './refusals.ts'
import type { Settings } from './settings.ts'
import type { SharedPackages, SharedRequirement } from './shared-packages.ts'
import type { Versions } from './versions.ts'

/** A plugin that is needed, or wanted. */
export interface Need {
  readonly id: string
  readonly range: AcceptedRange
  /** Protocols that it has to implement. */
  readonly capabilities: readonly string[]
}

/** The first need of a kind in the order of ids: needs are kept as they came, since it rarely matters. */
export function firstNeed(
  needs: readonly Need[],
  isMeant: (need: Need) => boolean,
): Need | undefined {
  let first: Need | undefined
  for (const need of needs) if ((!first || need.id < first.id) && isMeant(need)) first = need
  return first
}

/** One version of a plugin, with its ranges as its settings and the host's policy make them. */
export interface Candidate {
  readonly plugin: PlanPlugin
  readonly settings: Settings
  readonly needs: readonly Need[]
  readonly wants: readonly Need[]
  readonly shared: readonly SharedRequirement[]
  /** Why it cannot run, whatever the other plugins are. */
  readonly refusal: Refusal | undefined
}

export interface CandidateTools {
  readonly versions: Versions
  readonly ranges: AcceptedRanges
  readonly settingsOf: (block: PlanPlugin['dependencyResolution']) => Settings
  readonly packages: SharedPackages
  readonly disabled: ReadonlySet<string>
}

const none: readonly never[] = []

export function createCandidate(
  plugin: PlanPlugin,
  { policy = {}, engine = {} }: Pick<PlanInput, 'policy' | 'engine'>,
  tools: CandidateTools,
): Candidate {
  const settings = tools.settingsOf(plugin.dependencyResolution)
  const needs = needsOf(plugin, plugin.dependencies, settings, policy, tools)
  const optional = settings.loadOptional ? plugin.optional : undefined
  const wants = needsOf(plugin, optional, settings, policy, tools)
  const shared = tools.packages.of(plugin, settings)
  const refusal =
    (tools.disabled.has(plugin.id) ? pluginDisabled(plugin) : undefined) ??
    malformed(
      plugin,
      needs,
      wants,
      tools.packages.invalid.size > 0 ? shared : none,
      tools.versions,
    ) ??
    (plugin.engine ? unfitEngine(plugin, engine, settings, tools.ranges) : undefined) ??
    (settings.strategy === 'pinned' ? unpinned(plugin, needs, shared, policy) : undefined)
  return { plugin, settings, needs, wants, shared, refusal }
}

function needsOf(
  plugin: PlanPlugin,
  ranges: PlanPlugin['dependencies'],
  { strategy }: Settings,
  policy: HostPolicy,
  tools: CandidateTools,
): readonly Need[] {
  if (ranges === undefined) return none
  const needs: Need[] = []
  for (const id in ranges) {
    const written = ranges[id] ?? '*'
    const asked = policy.overrides ? overriddenRange(policy, plugin.id, id, written) : written
    const capabilities = plugin.requires?.[id] ?? none
    needs.push({ id, range: tools.ranges(asked, strategy), capabilities })
  }
  return needs
}

/** The contract, "Rules", 8: versions and ranges that `semver` does not parse. */
function malformed(
  plugin: PlanPlugin,
  needs: readonly Need[],
  wants: readonly Need[],
  shared: readonly SharedRequirement[],
  { parse }: Versions,
): Refusal | undefined {
  if (!parse(plugin.version)) return versionInvalid(plugin)
  const bad = firstNeed(needs, isMalformed) ?? firstNeed(wants, isMalformed)
  if (bad) return rangeInvalid(plugin, bad.id, bad.range.written)
  let first: SharedRequirement | undefined
  for (const one of shared) {
    if (!one.range.isValid && (!first || one.key < first.key)) first = one
  }
  return first && rangeInvalid(plugin, first.name, first.range.written)
}

function isMalformed({ range }: Need): boolean {
  return !range.isValid
}

function unfitEngine(
  plugin: PlanPlugin,
  engine: Readonly<Record<string, string>>,
  { strategy }: Settings,
  ranges: AcceptedRanges,
): Refusal | undefined {
  for (const [name, written] of Object.entries(plugin.engine ?? {}).sort(([a], [b]) =>
    byText(a, b),
  )) {
    const version = engine[name]
    const range = ranges(written, strategy)
    if (!range.isValid) return rangeInvalid(plugin, name, written)
    if (version !== undefined && !range.accepts(version)) {
      return engineUnfit(plugin, name, written, version)
    }
  }
  return undefined
}

/** A plugin that takes nothing but what is locked, and something is not. */
function unpinned(
  plugin: PlanPlugin,
  needs: readonly Need[],
  shared: readonly SharedRequirement[],
  policy: HostPolicy,
): Refusal | undefined {
  const loose = firstNeed(needs, ({ id }) => pinnedPlugin(policy, id) === undefined)
  if (loose) return notPinned(plugin, loose.id)
  const [first] = shared
    .filter(({ only }) => only === undefined)
    .sort((a, b) => byText(a.key, b.key))
  return first && notPinned(plugin, first.name)
}
