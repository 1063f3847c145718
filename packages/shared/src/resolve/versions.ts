import SemVer from 'semver/classes/semver.js'
import { comparePlain, plainVersion, type PlainVersion } from './plain-range.ts'
import { byText } from './rank.ts'
import { isVersion } from './version.ts'

/** A version that was read. */
export interface Version {
  /** Of one without a tag, which spares `semver`. */
  readonly plain: PlainVersion | undefined
  full(): SemVer
}

/** Versions, each read once: a plan compares the same ones again and again. */
export interface Versions {
  /** Nothing for a text that is no version. */
  parse(text: string): Version | undefined
  /** For sorting. What is no version comes last. */
  newestFirst(a: string, b: string): number
}

export function createVersions(): Versions {
  const known = new Map<string, Version | undefined>()
  const parse = (text: string): Version | undefined => {
    const found = known.get(text)
    if (found !== undefined || known.has(text)) return found
    const version = read(text)
    known.set(text, version)
    return version
  }
  return {
    parse,
    newestFirst(a, b) {
      const [one, other] = [parse(a), parse(b)]
      if (one && other) return compare(other, one) || byText(b, a)
      if (one || other) return one ? -1 : 1
      return byText(b, a)
    },
  }
}

function read(text: string): Version | undefined {
  const plain = plainVersion(text)
  if (!plain && !isVersion(text)) return undefined
  let full: SemVer | undefined
  return { plain, full: () => (full ??= new SemVer(text)) }
}

function compare(a: Version, b: Version): number {
  return a.plain && b.plain ? comparePlain(a.plain, b.plain) : a.full().compare(b.full())
}
