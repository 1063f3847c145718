import type { PlanInput, PlanPlugin, Refusal, SharedChoice } from './plan.ts'
import { byText } from './rank.ts'
import { sharedConflict, sharedMissing } from './refusals.ts'
import { compareVersions, isVersion, type Satisfies } from './version.ts'

/** A plugin that wants a shared dependency in a range. */
export interface Requirement {
  readonly plugin: PlanPlugin
  readonly name: string
  readonly range: string
  readonly key: string
}

export interface SharedChoices {
  /** By requirement: `<package>@<range>`. */
  readonly choices: ReadonlyMap<string, SharedChoice>
  readonly refused: ReadonlyMap<string, Refusal>
}

/** The name of a requirement, by which a plan answers it. */
export function sharedKey(name: string, range: string): string {
  return `${name}@${range}`
}

/**
 * One answer for every requirement: the host's version when it fits, else the highest
 * that fits among those that `providers` bring. A package that a plugin takes as a peer is a
 * singleton: nobody gets another version of it, and never one beside the host's.
 */
export function chooseShared(
  requirements: readonly Requirement[],
  providers: readonly PlanPlugin[],
  provided: PlanInput['provided'],
  satisfies: Satisfies,
): SharedChoices {
  const choices = new Map<string, SharedChoice>()
  const refused = new Map<string, Refusal>()
  const candidates = candidatesOf(providers, provided)

  for (const [name, wanted] of byPackage(requirements)) {
    const found = candidates.get(name) ?? []
    const peer = wanted.find(({ plugin }) => plugin.peers?.includes(name))?.plugin
    const usable = peer === undefined ? found : singleInstance(found, wanted, satisfies)
    for (const requirement of wanted) {
      const { plugin, range, key } = requirement
      if (choices.has(key)) continue
      const choice = usable.find(({ version }) => satisfies(version, range))
      if (choice) choices.set(key, choice)
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
    typeof ranges === 'string'
      ? requirement(plugin, name, ranges)
      : ranges.toSorted(byText).map((range) => requirement(plugin, name, range)),
  )
}

function requirement(plugin: PlanPlugin, name: string, range: string): Requirement {
  return { plugin, name, range, key: sharedKey(name, range) }
}

/** Packages by name, so that a plugin with two problems is always refused for the same one. */
function byPackage(requirements: readonly Requirement[]): [string, Requirement[]][] {
  const groups = new Map<string, Requirement[]>()
  for (const requirement of requirements) {
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
  const brought = new Map<string, Map<string, string>>()
  for (const { id, provides = {} } of providers.toSorted((a, b) => byText(a.id, b.id))) {
    for (const [name, version] of Object.entries(provides)) {
      const versions = brought.get(name) ?? new Map<string, string>()
      brought.set(name, versions)
      // A version that is none can answer no range.
      if (!versions.has(version) && isVersion(version)) versions.set(version, id)
    }
  }
  const names = new Set([...Object.keys(provided), ...brought.keys()])
  return new Map([...names].map((name) => [name, candidates(name)]))

  function candidates(name: string): SharedChoice[] {
    const versions = [...(brought.get(name) ?? [])].map(([version, provider]) => ({
      provider,
      version,
    }))
    versions.sort((a, b) => compareVersions(b.version, a.version))
    const version = Object.hasOwn(provided, name) ? provided[name] : undefined
    return version === undefined ? versions : [{ provider: 'host', version }, ...versions]
  }
}

/** The host's instance, or else the one that suits the most requirements. */
function singleInstance(
  found: readonly SharedChoice[],
  requirements: readonly Requirement[],
  satisfies: Satisfies,
): SharedChoice[] {
  const [first] = found
  if (first?.provider === 'host') return [first]
  const suits = ({ version }: SharedChoice): number =>
    requirements.filter(({ range }) => satisfies(version, range)).length
  return found.toSorted((a, b) => suits(b) - suits(a)).slice(0, 1)
}
