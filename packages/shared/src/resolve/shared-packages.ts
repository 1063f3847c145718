import type { AcceptedRange, AcceptedRanges } from './accepted-range.ts'
import type { SharedChoice } from './plan.ts'
import type { Settings } from './settings.ts'

/**
 * That a shared package is wanted in a range, under the same settings. Plugins that want the same
 * have the same object: there are hundreds of plugins and few requirements.
 */
export interface SharedRequirement {
  readonly package: SharedPackage
  /** `<package>@<range>`, by which a plan answers it: the range is the one in the build manifest. */
  readonly key: string
  readonly range: AcceptedRange
  readonly settings: Settings
  readonly isPeer: boolean
  /** The only version that may answer it, by the host's policy. */
  readonly only: string | undefined
}

/** A package that somebody wants. */
export interface SharedPackage {
  readonly name: string
  readonly requirements: Map<string, SharedRequirement[]>
}

export interface SharedPackages {
  readonly byName: ReadonlyMap<string, SharedPackage>
  require(facts: RequirementFacts): SharedRequirement
}

interface RequirementFacts {
  readonly name: string
  /** As the build manifest has it. */
  readonly written: string
  /** By which it is answered: `written`, or what the host's policy has in its place. */
  readonly asked: string
  readonly settings: Settings
  readonly isPeer: boolean
  readonly only: string | undefined
}

/** What a requirement gets: an instance, none at all, or a reason to refuse who asks. */
export interface SharedAnswer {
  readonly choice?: SharedChoice
  readonly problem?: SharedProblem
}

export interface SharedProblem {
  readonly kind: 'missing' | 'conflict' | 'undecided' | 'pin'
  /** What there is of the package. */
  readonly found: readonly SharedChoice[]
  readonly isFatal: boolean
  /** Of a conflict: why the page has one instance. */
  readonly isSingleton?: boolean
}

/** The name of a requirement, by which a plan answers it. */
export function sharedKey(name: string, range: string): string {
  return `${name}@${range}`
}

export function createSharedPackages(ranges: AcceptedRanges): SharedPackages {
  const byName = new Map<string, SharedPackage>()
  return {
    byName,
    require({ name, written, asked, settings, isPeer, only }) {
      let known = byName.get(name)
      if (!known) byName.set(name, (known = { name, requirements: new Map() }))
      let sameKey = known.requirements.get(written)
      if (!sameKey) known.requirements.set(written, (sameKey = []))
      for (const one of sameKey) {
        const isSame =
          one.range.written === asked &&
          one.settings === settings &&
          one.isPeer === isPeer &&
          one.only === only
        if (isSame) return one
      }
      const key = sharedKey(name, written)
      const range = ranges(asked, settings.strategy)
      const added = { package: known, key, range, settings, isPeer, only }
      sameKey.push(added)
      return added
    },
  }
}
