import type { AcceptedRange, AcceptedRanges } from './accepted-range.ts'
import { overriddenRange, pinnedPackage, type HostPolicy } from './host-policy.ts'
import type { PlanPlugin, SharedChoice } from './plan.ts'
import type { Settings } from './settings.ts'

/**
 * That a shared package is wanted in a range, under the same settings. Plugins that want the same
 * have the same object: there are hundreds of plugins and few requirements.
 */
export interface SharedRequirement {
  /** The package. */
  readonly name: string
  /** `<package>@<range>`, by which a plan answers it: the range is the one in the build manifest. */
  readonly key: string
  readonly range: AcceptedRange
  readonly settings: Settings
  readonly isPeer: boolean
  /** The only version that may answer it, by the host's policy. */
  readonly only: string | undefined
}

export interface SharedPackages {
  /** All that a plugin wants. */
  of(plugin: PlanPlugin, settings: Settings): readonly SharedRequirement[]
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
  // By package, then by range.
  const known = new Map<string, Map<string, SharedRequirement[]>>()
  const isFree = !policy.overrides && !policy.pins && !policy.lock

  // Called for every range of every plugin: it makes nothing when it finds what it made before.
  function require(
    { id, peers }: PlanPlugin,
    settings: Settings,
    name: string,
    written: string,
  ): SharedRequirement {
    const asked = isFree ? written : overriddenRange(policy, id, name, written)
    const only = isFree ? undefined : pinnedPackage(policy, id, name, sharedKey(name, written))
    const isPeer = peers !== undefined && peers.includes(name)
    let byRange = known.get(name)
    if (!byRange) known.set(name, (byRange = new Map()))
    let same = byRange.get(written)
    if (!same) byRange.set(written, (same = []))
    for (const one of same) {
      const isSame =
        one.isPeer === isPeer &&
        one.settings === settings &&
        one.only === only &&
        one.range.written === asked
      if (isSame) return one
    }
    const range = ranges(asked, settings.strategy)
    const added = { name, key: sharedKey(name, written), range, settings, isPeer, only }
    same.push(added)
    return added
  }

  return {
    of(plugin, settings) {
      const { shared } = plugin
      const found: SharedRequirement[] = []
      for (const name in shared) {
        const written = shared[name] ?? []
        if (typeof written === 'string') found.push(require(plugin, settings, name, written))
        else for (const one of written) found.push(require(plugin, settings, name, one))
      }
      return found
    },
  }
}
