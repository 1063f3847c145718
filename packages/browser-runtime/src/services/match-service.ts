import type { LateServicePorts } from './late-services.ts'
import type { WaitOptions } from './plugin-services.ts'
import type { ServiceEntry } from './registry.ts'

export interface ServiceMatch {
  /** The best registration that fits now. */
  best(): ServiceEntry | undefined
  /** Whether a version, as a manifest says it, is wanted. */
  isWanted(version: string | undefined): boolean
}

/**
 * What a caller of `wait` accepts. `semver` is fetched only for somebody who wants a version.
 * @throws SERVICE_RANGE_INVALID
 */
export async function matchService(
  { entries, find, fits, kernel, late: explain }: LateServicePorts,
  name: string,
  { filter, version: range }: WaitOptions,
): Promise<ServiceMatch> {
  if (range === undefined) return { best: () => find(name, filter), isWanted: () => true }
  const { isRange, satisfies } = await import('@mortise/shared/version')
  if (!isRange(range)) throw await explain('serviceRangeInvalid', { name, range })

  const isWanted = (version: string | undefined) =>
    version !== undefined && satisfies(version, range)
  // A plugin says the version in its manifest, or when it registers.
  const versionOf = ({ version, properties: { pluginId } }: ServiceEntry) =>
    version ?? kernel.plugins.get(String(pluginId))?.services?.[name]
  return {
    best: () =>
      entries.find(
        (entry) => entry.name === name && fits(entry, filter) && isWanted(versionOf(entry)),
      ),
    isWanted,
  }
}
