import SemVer from 'semver/classes/semver.js'
import { byText } from './rank.ts'
import { isVersion } from './version.ts'

/** Versions, each parsed once: a plan compares the same ones again and again. */
export interface Versions {
  /** Nothing for a text that is no version. */
  parse(text: string): SemVer | undefined
  /** For sorting, the newest first. What is no version comes last. */
  newestFirst(a: string, b: string): number
}

export function createVersions(): Versions {
  const known = new Map<string, SemVer | undefined>()
  const parse = (text: string): SemVer | undefined => {
    if (!known.has(text)) known.set(text, isVersion(text) ? new SemVer(text) : undefined)
    return known.get(text)
  }
  return {
    parse,
    newestFirst(a, b) {
      const [one, other] = [parse(a), parse(b)]
      if (one && other) return other.compare(one) || byText(b, a)
      if (one || other) return one ? -1 : 1
      return byText(b, a)
    },
  }
}
