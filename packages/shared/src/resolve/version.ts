import compare from 'semver/functions/compare.js'
import satisfiesRange from 'semver/functions/satisfies.js'
import valid from 'semver/functions/valid.js'
import validRange from 'semver/ranges/valid.js'

// "latest" is an npm tag and no range; the contract reads it as any version.
export const rangeOf = (range: string): string => (range === 'latest' ? '*' : range)

/** Whether a text is a semantic version as it stands, without a "v" or spaces around it. */
export function isVersion(text: string): boolean {
  return /^\d\S*$/.test(text) && valid(text) !== null
}

/** Whether npm understands a text as a range of versions. */
export function isRange(text: string): boolean {
  return validRange(rangeOf(text)) !== null
}

/** Whether a version is in a range, by npm's rules: prereleases only where the range names one. */
export function satisfies(version: string, range: string): boolean {
  return satisfiesRange(version, rangeOf(range))
}

/** -1, 0 or 1 in the order of SemVer §11. */
export function compareVersions(a: string, b: string): -1 | 0 | 1 {
  return compare(a, b)
}

/** The highest version that is in every range. */
export function bestVersion(
  available: readonly string[],
  ranges: readonly string[],
): string | undefined {
  return available
    .filter((version) => ranges.every((range) => satisfies(version, range)))
    .toSorted(compareVersions)
    .at(-1)
}
