import { subset } from 'semver'

/** A shared specifier as some module imports it. */
export interface SharedUse {
  /** `<specifier>@<range>`, what the chunk names. */
  readonly key: string
  readonly specifier: string
  readonly package: string
  /** Range in the package.json next to the importer. */
  readonly range: string
  /** Folder of the first importer: from where the package is resolved. */
  readonly from: string
}

/** `<specifier>@<range>`. */
export function requirementKey(specifier: string, range: string): string {
  return `${specifier}@${range}`
}

/**
 * What one plugin requires, per package: only ranges that decide. A wider range is met by whatever meets
 * a narrower one of the same plugin, so both get the same instance: a library in the plugin
 * (`react@^16 || ^17 || ^18 || ^19`) and the plugin itself (`react@^19`) share one React.
 */
export function decidingRanges(uses: readonly SharedUse[]): Map<string, string> {
  const byPackage = new Map<string, Set<string>>()
  for (const use of uses) {
    byPackage.set(use.package, (byPackage.get(use.package) ?? new Set()).add(use.range))
  }
  const deciding = new Map<string, string>()
  for (const use of uses) {
    const ranges = [...(byPackage.get(use.package) ?? [])].sort()
    deciding.set(use.key, narrowest(use.range, ranges))
  }
  return deciding
}

function narrowest(range: string, ranges: readonly string[]) {
  return ranges.reduce((best, other) => (isNarrower(other, best) ? other : best), range)
}

function isNarrower(a: string, b: string) {
  return a !== b && subset(a, b) && (!subset(b, a) || a < b)
}
