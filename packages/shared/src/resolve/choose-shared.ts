import type { PlanInput, PlanPlugin, Refusal, SharedChoice } from './plan.ts'
import { byText } from './rank.ts'
import { sharedConflict, sharedMissing } from './refusals.ts'
import { compareVersions, isVersion, satisfies } from './version.ts'

interface Requirement {
  readonly plugin: PlanPlugin
  readonly name: string
  readonly range: string
}

export interface SharedChoices {
  /** By requirement: `<package>@<range>`. */
  readonly choices: ReadonlyMap<string, SharedChoice>
  readonly refused: ReadonlyMap<string, Refusal>
}

export function sharedKey(name: string, range: string): string {
  return `${name}@${range}`
}

/**
 * One answer for every requirement of `plugins`: the host's version when it fits, else the highest
 * that fits among those that `providers` bring. A package that a plugin takes as a peer is a
 * singleton: nobody gets another version of it, and never one beside the host's.
 */
export function chooseShared(
  plugins: readonly PlanPlugin[],
  providers: readonly PlanPlugin[],
  provided: PlanInput['provided'],
): SharedChoices {
  const choices = new Map<string, SharedChoice>()
  const refused = new Map<string, Refusal>()
  const candidates = candidatesOf(providers, provided)

  for (const [name, requirements] of byPackage(plugins)) {
    const found = candidates.get(name) ?? []
    const peer = requirements.find(({ plugin }) => plugin.peers?.includes(name))?.plugin
    const usable = peer === undefined ? found : singleInstance(found, requirements)
    for (const requirement of requirements) {
      const { plugin, range } = requirement
      const choice = usable.find(({ version }) => satisfies(version, range))
      if (choice) choices.set(sharedKey(name, range), choice)
      else if (!refused.has(plugin.id)) {
        const refusal =
          found.length > 0
            ? sharedConflict(plugin, requirement, found, peer?.id)
            : sharedMissing(plugin, requirement)
        refused.set(plugin.id, refusal)
      }
    }
  }
  return { choices, refused }
}

export function requirementsOf(plugin: PlanPlugin): Requirement[] {
  return Object.entries(plugin.shared ?? {}).flatMap(([name, ranges]) =>
    [ranges]
      .flat()
      .toSorted(byText)
      .map((range) => ({ plugin, name, range })),
  )
}

/** Packages by name, so that a plugin with two problems is always refused for the same one. */
function byPackage(plugins: readonly PlanPlugin[]): [string, Requirement[]][] {
  const groups = new Map<string, Requirement[]>()
  for (const requirement of plugins.flatMap(requirementsOf)) {
    const group = groups.get(requirement.name)
    if (group) group.push(requirement)
    else groups.set(requirement.name, [requirement])
  }
  return [...groups].sort(([a], [b]) => byText(a, b))
}

/** For every package what there is of it, best first: the host's, then the highest version. */
function candidatesOf(
  providers: readonly PlanPlugin[],
  provided: PlanInput['provided'],
): Map<string, SharedChoice[]> {
  const all = new Map<string, SharedChoice[]>(
    Object.entries(provided).map(([name, version]) => [name, [{ provider: 'host', version }]]),
  )
  const brought = providers.flatMap(({ id, provides = {} }) =>
    Object.entries(provides).map(([name, version]) => ({ name, provider: id, version })),
  )
  // A version that is none can answer no range.
  const usable = brought.filter(({ version }) => isVersion(version))
  usable.sort((a, b) => compareVersions(b.version, a.version) || byText(a.provider, b.provider))
  for (const { name, provider, version } of usable) {
    all.set(name, [...(all.get(name) ?? []), { provider, version }])
  }
  return all
}

/** The host's instance, or else the one that suits the most requirements. */
function singleInstance(
  found: readonly SharedChoice[],
  requirements: readonly Requirement[],
): SharedChoice[] {
  const [first] = found
  if (first?.provider === 'host') return [first]
  const suits = ({ version }: SharedChoice): number =>
    requirements.filter(({ range }) => satisfies(version, range)).length
  return found.toSorted((a, b) => suits(b) - suits(a)).slice(0, 1)
}
