import type { AcceptedRange, AcceptedRanges } from './accepted-range.ts'
import { overriddenRange, pinnedPackage, type HostPolicy } from './host-policy.ts'
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
  /** `written` is the range in the build manifest. */
  require(asking: Asking, name: string, written: string): SharedRequirement
}

/** A plugin that wants packages. */
export interface Asking {
  readonly id: string
  readonly settings: Settings
  readonly peers: ReadonlySet<string>
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

export function createSharedPackages(ranges: AcceptedRanges, policy: HostPolicy): SharedPackages {
  const byName = new Map<string, SharedPackage>()
  const isFree = !policy.overrides && !policy.pins && !policy.lock
  return {
    byName,
    // Called for every range of every plugin: it makes nothing when it finds what it made before.
    require({ id, settings, peers }, name, written) {
      const asked = isFree ? written : overriddenRange(policy, id, name, written)
      const only = isFree ? undefined : pinnedPackage(policy, id, name, sharedKey(name, written))
      const isPeer = peers.has(name)
      let known = byName.get(name)
      if (!known) byName.set(name, (known = { name, requirements: new Map() }))
      let sameKey = known.requirements.get(written)
      if (!sameKey) known.requirements.set(written, (sameKey = []))
      for (const one of sameKey) {
        const isSame =
          one.isPeer === isPeer &&
          one.settings === settings &&
          one.only === only &&
          one.range.written === asked
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
