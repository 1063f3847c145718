import type { PlanInput, PlanPlugin, SharedChoice } from './plan.ts'
import { byText } from './rank.ts'
import type { SharedRequirement } from './shared-packages.ts'
import type { Versions } from './versions.ts'

/** What one provider has of the packages that belong together, or of one package. */
export interface Offer {
  readonly provider: string
  /** By package: one object for all who get it. */
  readonly choices: ReadonlyMap<string, SharedChoice>
}

/** What there is of some packages, the host's first, then the newest. */
export type OffersOf = (names: readonly string[]) => readonly Offer[]

export function createOffers(
  providers: readonly PlanPlugin[],
  provided: PlanInput['provided'],
  versions: Versions,
): OffersOf {
  const known = new Map<string, readonly Offer[]>()
  let brought: Map<string, Map<string, string>> | undefined
  return (names) => {
    const text = names.join()
    const offers = known.get(text) ?? find(names)
    known.set(text, offers)
    return offers
  }

  function find(names: readonly string[]): readonly Offer[] {
    brought ??= versionsBrought(providers)
    const found: Offer[] = []
    if (names.length > 1) found.push(...offersOfSeveral(names, providers, brought, versions))
    else {
      const name = names[0] ?? ''
      brought.get(name)?.forEach((provider, version) => {
        found.push(offer(provider, names, { [name]: version }, versions))
      })
    }
    const others = found.filter(isSomething)
    if (others.length > 1) others.sort((a, b) => newestFirst(a, b, names, versions))
    const host = offer('host', names, provided, versions)
    return isSomething(host) ? [host, ...others] : others
  }
}

/**
 * Package to version to the first plugin, by id, that brings it: the same version from another one is
 * the same to everybody.
 */
function versionsBrought(providers: readonly PlanPlugin[]): Map<string, Map<string, string>> {
  const brought = new Map<string, Map<string, string>>()
  for (const { id, provides } of providers) {
    for (const name in provides) {
      const version = provides[name] ?? ''
      let known = brought.get(name)
      if (!known) brought.set(name, (known = new Map()))
      const first = known.get(version)
      if (first === undefined || id < first) known.set(version, id)
    }
  }
  return brought
}

function offersOfSeveral(
  names: readonly string[],
  providers: readonly PlanPlugin[],
  brought: ReadonlyMap<string, unknown>,
  versions: Versions,
): Offer[] {
  if (!names.some((name) => brought.has(name))) return []
  const found = new Map<string, PlanPlugin>()
  for (const plugin of providers) {
    const { provides } = plugin
    if (!provides || !names.some((name) => Object.hasOwn(provides, name))) continue
    const text = names.map((name) => provides[name] ?? '').join()
    const first = found.get(text)
    if (!first || plugin.id < first.id) found.set(text, plugin)
  }
  return [...found.values()].map(({ id, provides = {} }) => offer(id, names, provides, versions))
}

/** The offers of one package as choices. */
export function choicesOf(offers: readonly Offer[], name: string): SharedChoice[] {
  return offers.flatMap(({ choices }) => choices.get(name) ?? [])
}

/** Whether an offer has the package of a requirement, in a version that it takes. */
export function suits({ choices }: Offer, requirement: SharedRequirement): boolean {
  const choice = choices.get(requirement.name)
  return choice !== undefined && takes(requirement, choice.version)
}

export function takes({ only, range }: SharedRequirement, version: string): boolean {
  return (only === undefined || only === version) && range.accepts(version)
}

/** Compares package by package; whoever lacks one goes last. */
export function newestFirst(
  a: Offer,
  b: Offer,
  names: readonly string[],
  versions: Versions,
): number {
  for (const name of names) {
    const own = a.choices.get(name)?.version
    const other = b.choices.get(name)?.version
    if (own === other) continue
    if (own === undefined || other === undefined) return own === undefined ? 1 : -1
    const order = versions.newestFirst(own, other)
    if (order !== 0) return order
  }
  return byText(a.provider, b.provider)
}

function offer(
  provider: string,
  names: readonly string[],
  has: Readonly<Record<string, string>>,
  { parse }: Versions,
): Offer {
  const choices = new Map<string, SharedChoice>()
  for (const name of names) {
    const version = Object.hasOwn(has, name) ? has[name] : undefined
    // A version that is none can answer no range.
    if (version === undefined || !parse(version)) continue
    choices.set(name, { provider, version })
  }
  return { provider, choices }
}

function isSomething({ choices }: Offer): boolean {
  return choices.size > 0
}
