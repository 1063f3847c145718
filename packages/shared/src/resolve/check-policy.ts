import { policyInvalid } from '../errors.ts'
import type { AcceptedRanges } from './accepted-range.ts'
import type { HostPolicy } from './host-policy.ts'
import type { Versions } from './versions.ts'

/** Throws `CONFIG_POLICY_INVALID` for versions and ranges that `semver` does not parse. */
export function checkPolicy(
  { pins = {}, conflicts = {}, overrides = {}, lock }: HostPolicy,
  ranges: AcceptedRanges,
  { parse }: Versions,
): void {
  const versions = { pins, conflicts, 'lock.plugins': lock?.plugins, 'lock.shared': lock?.shared }
  const wrongVersions = Object.entries(versions).flatMap(([path, record = {}]) =>
    Object.entries(record)
      .filter(([, version]) => !parse(version))
      .map(([name, version]) => `\`${path}["${name}"]\` is "${version}", which is no version`),
  )
  const wrongRanges = Object.entries(overrides).flatMap(([name, given]) => {
    const own = typeof given === 'string' ? { [name]: given } : given
    return Object.values(own)
      .filter((range) => !ranges(range, 'compatible').isValid)
      .map((range) => `\`overrides["${name}"]\` has "${range}", which is no version range`)
  })
  const problems = [...wrongVersions, ...wrongRanges]
  if (lock && lock.format !== 1) problems.push(`\`lock.format\` is ${lock.format}, and not 1`)
  if (problems.length > 0) throw policyInvalid(problems)
}
