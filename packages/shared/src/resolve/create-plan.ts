import { chooseShared, requirementsOf, type Requirement } from './choose-shared.ts'
import { createDependencyGraph } from './dependency-graph.ts'
import { duplicates, forbiddenCycles, isCycle, spread, unmet } from './dependency-refusals.ts'
import { planInput } from './plan-input.ts'
import type { Plan, PlanInput } from './plan.ts'
import { byText, ranked } from './rank.ts'
import { createSatisfies } from './version.ts'

/**
 * The plan for one page: which plugins can run, in what order, and with which shared dependencies.
 * Pure: the same input gives the same frozen plan, whatever the order of arrival. Where neither
 * dependencies nor priority decide, plugins come in the order of `use`, then by id.
 */
export function createPlan(input: PlanInput): Plan {
  const satisfies = createSatisfies()
  const all = ranked(input.plugins)
  const doubled = duplicates(all)
  const unique = all.filter(({ id }) => !doubled.has(id))
  const graph = createDependencyGraph(unique, satisfies)

  const met = spread(graph, new Map([...doubled, ...unmet(graph, doubled, satisfies)]))
  const requirements = unique.filter(({ id }) => !met.has(id)).flatMap(requirementsOf)
  const shared = chooseShared(requirements, unique, input.provided, satisfies)
  const equipped = spread(graph, new Map([...met, ...shared.refused]))
  const refused = spread(graph, new Map([...equipped, ...forbiddenCycles(graph, equipped)]))

  const groups = graph.groups(refused)
  const runs = ({ plugin }: Requirement): boolean => !refused.has(plugin.id)
  const inUse = new Set(requirements.filter(runs).map(({ key }) => key))
  return frozen({
    input: planInput(input),
    order: groups.flat(),
    refused: inOrder(refused),
    cycles: groups.filter(isCycle),
    shared: inOrder(new Map([...shared.choices].filter(([key]) => inUse.has(key)))),
  })
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].sort(([a], [b]) => byText(a, b)))
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen)
  return Object.freeze(value)
}
