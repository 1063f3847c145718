import type { PlanInput, PlanPlugin, SharedChoice } from './plan.ts'
import { byText } from './rank.ts'
import type { SharedRequirement } from './shared-packages.ts'
import type { Versions } from './versions.ts'

/** What one provider has of the packages that belong together, or of one package. */
export interface Offer {
  readonly provider: string
  readonly versions: ReadonlyMap<string, string>
  /** The same by package: one object for all who get it. */
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
    const [name = ''] = names
    const alone = (version: string, provider: string) =>
      offer(provider, names, { [name]: version }, versions)
    const others =
      names.length === 1
        ? [...((brought ??= versionsBrought(providers)).get(name) ?? [])].map(([version, id]) =>
            alone(version, id),
          )
        : offersOfSeveral(names, providers, versions)
    const host = offer('host', names, provided, versions)
    const sorted = others
      .filter((one) => one.versions.size > 0)
      .sort((a, b) => newestFirst(a, b, names, versions))
    return host.versions.size > 0 ? [host, ...sorted] : sorted
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
  versions: Versions,
): Offer[] {
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
export function suits({ versions }: Offer, requirement: SharedRequirement): boolean {
  const version = versions.get(requirement.package.name)
  return version !== undefined && takes(requirement, version)
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
    const [own, other] = [a.versions.get(name), b.versions.get(name)]
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
  const own = new Map<string, string>()
  const choices = new Map<string, SharedChoice>()
  for (const name of names) {
    const version = Object.hasOwn(has, name) ? has[name] : undefined
    // A version that is none can answer no range.
    if (version === undefined || !parse(version)) continue
    own.set(name, version)
    choices.set(name, { provider, version })
  }
  return { provider, versions: own, choices }
}
