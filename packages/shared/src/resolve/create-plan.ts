import { chooseShared, requirementsOf, sharedKey } from './choose-shared.ts'
import { dependencyGroups } from './dependency-groups.ts'
import { planInput } from './plan-input.ts'
import type { Plan, PlanInput, PlanPlugin, Refusal, SharedChoice } from './plan.ts'
import { byText, ranked } from './rank.ts'
import {
  circularDependency,
  duplicateId,
  missingDependency,
  refusedDependency,
  unsatisfiedDependency,
} from './refusals.ts'
import { satisfies } from './version.ts'

type Plugins = ReadonlyMap<string, PlanPlugin>
type Refusals = ReadonlyMap<string, Refusal>

/**
 * The plan for one page: which plugins can run, in what order, and with which shared dependencies.
 * Pure: the same input gives the same frozen plan, whatever the order of arrival. Where neither
 * dependencies nor priority decide, plugins come in the order of `use`, then by id.
 */
export function createPlan(input: PlanInput): Plan {
  const all = ranked(input.plugins)
  const duplicates = duplicated(all)
  const unique = all.filter(({ id }) => !duplicates.has(id))
  const plugins: Plugins = new Map(unique.map((plugin) => [plugin.id, plugin]))

  let refused = spread(plugins, [...duplicates, ...unmet(plugins, duplicates)])
  const shared = chooseShared(running(plugins, refused), unique, input.provided)
  refused = spread(plugins, [...refused, ...shared.refused])
  refused = spread(plugins, [...refused, ...forbiddenCycles(plugins, refused)])

  const groups = groupsOf(plugins, refused)
  return frozen({
    input: planInput(input),
    order: groups.flat(),
    refused: inOrder(refused),
    cycles: groups.filter(isCycle),
    shared: inOrder(inUse(shared.choices, running(plugins, refused))),
  })
}

/** Two plugins of one id: neither is the right one, so none runs. */
function duplicated(all: readonly PlanPlugin[]): Refusals {
  const versions = new Map<string, string[]>()
  for (const { id, version } of all) versions.set(id, [...(versions.get(id) ?? []), version])
  const several = [...versions].filter(([, found]) => found.length > 1)
  return new Map(several.map(([id, found]) => [id, duplicateId(id, found.toSorted(byText))]))
}

/** Plugins with a dependency that is missing or of an unfit version. */
function unmet(plugins: Plugins, duplicates: Refusals): Refusals {
  const refused = new Map<string, Refusal>()
  for (const plugin of plugins.values()) {
    for (const [dependency, range] of entriesOf(plugin.dependencies)) {
      if (refused.has(plugin.id) || duplicates.has(dependency)) continue
      const found = plugins.get(dependency)
      if (!found) {
        refused.set(plugin.id, missingDependency(plugin, dependency, range, plugins.keys()))
      } else if (!satisfies(found.version, range)) {
        refused.set(plugin.id, unsatisfiedDependency(plugin, found, range))
      }
    }
  }
  return refused
}

/** A refusal spreads to every plugin that needs the refused one. */
function spread(plugins: Plugins, first: Iterable<[string, Refusal]>): Refusals {
  const refused = new Map(first)
  for (let before = -1; before < refused.size;) {
    before = refused.size
    for (const plugin of running(plugins, refused)) {
      const [dependency] = entriesOf(plugin.dependencies).find(([id]) => refused.has(id)) ?? []
      const cause = dependency === undefined ? undefined : refused.get(dependency)
      if (dependency === undefined || cause === undefined) continue
      refused.set(plugin.id, refusedDependency(plugin, dependency, cause))
    }
  }
  return refused
}

/** The plugins of every cycle in which one of them forbids cycles. */
function forbiddenCycles(plugins: Plugins, refused: Refusals): [string, Refusal][] {
  const members = (group: readonly string[]): PlanPlugin[] =>
    group.flatMap((id) => plugins.get(id) ?? [])
  return groupsOf(plugins, refused)
    .filter(
      (group) => isCycle(group) && members(group).some(({ circular }) => circular === 'error'),
    )
    .flatMap((group) =>
      members(group).map((plugin): [string, Refusal] => [
        plugin.id,
        circularDependency(plugin, group),
      ]),
    )
}

function groupsOf(plugins: Plugins, refused: Refusals): string[][] {
  const ids = running(plugins, refused).map(({ id }) => id)
  const position = new Map(ids.map((id, index) => [id, index]))
  const positionOf = (id: string): number => position.get(id) ?? ids.length
  return dependencyGroups(ids, (id) => {
    const { dependencies, optional } = plugins.get(id) ?? {}
    // An optional dependency of an unfit version is as good as absent.
    const wanted = entriesOf(optional).filter(([other, range]) =>
      satisfies(plugins.get(other)?.version ?? '', range),
    )
    return [...entriesOf(dependencies), ...wanted]
      .map(([other]) => other)
      .filter((other) => position.has(other))
      .sort((a, b) => positionOf(a) - positionOf(b))
  })
}

function running(plugins: Plugins, refused: Refusals): PlanPlugin[] {
  return [...plugins.values()].filter(({ id }) => !refused.has(id))
}

function isCycle(group: readonly string[]): boolean {
  return group.length > 1
}

function inUse(
  choices: ReadonlyMap<string, SharedChoice>,
  plugins: readonly PlanPlugin[],
): Map<string, SharedChoice> {
  const keys = plugins.flatMap(requirementsOf).map(({ name, range }) => sharedKey(name, range))
  return new Map(
    keys.flatMap((key): [string, SharedChoice][] => {
      const choice = choices.get(key)
      return choice ? [[key, choice]] : []
    }),
  )
}

function entriesOf(ranges: Readonly<Record<string, string>> = {}): [string, string][] {
  return Object.entries(ranges).sort(([a], [b]) => byText(a, b))
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].sort(([a], [b]) => byText(a, b)))
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen)
  return Object.freeze(value)
}
