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
  /** Those found so far that npm does not understand. */
  readonly invalid: ReadonlySet<SharedRequirement>
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

type Known = Map<string, Map<string, SharedRequirement>>

export function createSharedPackages(ranges: AcceptedRanges, policy: HostPolicy): SharedPackages {
  const bySettings = new Map<Settings, Known>()
  const isFree = !policy.overrides && !policy.pins && !policy.lock
  const invalid = new Set<SharedRequirement>()

  return {
    invalid,
    // The loop runs for every range of every plugin: it makes nothing when it finds what it made before.
    of(plugin, settings) {
      const { shared, peers } = plugin
      const found: SharedRequirement[] = []
      let known = bySettings.get(settings)
      if (!known) bySettings.set(settings, (known = new Map()))
      for (const name in shared) {
        const written = shared[name] ?? []
        const isPeer = peers !== undefined && peers.includes(name)
        let same = known.get(name)
        if (!same) known.set(name, (same = new Map()))
        if (typeof written !== 'string') {
          for (const one of written) found.push(require(plugin, settings, name, one, isPeer, same))
          continue
        }
        const usual = isFree && !isPeer ? same.get(written) : undefined
        found.push(usual ?? require(plugin, settings, name, written, isPeer, same))
      }
      return found
    },
  }

  function require(
    { id }: PlanPlugin,
    settings: Settings,
    name: string,
    written: string,
    isPeer: boolean,
    same: Map<string, SharedRequirement>,
  ): SharedRequirement {
    const key = sharedKey(name, written)
    const asked = overriddenRange(policy, id, name, written)
    const only = pinnedPackage(policy, id, name, key)
    const text = isFree && !isPeer ? written : [isPeer, written, asked, only].join('\n')
    const known = same.get(text)
    if (known) return known
    const range = ranges(asked, settings.strategy)
    const added = { name, key, range, settings, isPeer, only }
    same.set(text, added)
    if (!range.isValid) invalid.add(added)
    return added
  }
}
