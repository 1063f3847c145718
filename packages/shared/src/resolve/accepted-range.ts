import Range from 'semver/classes/range.js'
import minVersion from 'semver/ranges/min-version.js'
import { plainRange } from './plain-range.ts'
import { isVersion, rangeOf } from './version.ts'
import type { Settings } from './settings.ts'
import type { Versions } from './versions.ts'

/** A range under a strategy: what a plugin really takes. */
export interface AcceptedRange {
  /** As it is written, or as the host's policy overrides it. */
  readonly written: string
  /** Whether npm understands it. */
  readonly isValid: boolean
  accepts(version: string): boolean
}

export type AcceptedRanges = (written: string, strategy: Settings['strategy']) => AcceptedRange

/** Works each range and each answer out once: a plan asks the same questions again and again. */
export function createAcceptedRanges({ parse }: Versions): AcceptedRanges {
  const create = (written: string, isStrict: boolean): AcceptedRange => {
    const plain = isStrict ? undefined : plainRange(effective(written))
    let full: Range | undefined
    // Parsed when a version with a tag comes, if the plain form is enough for the others.
    const parsed = () => (full ??= parseRange(written, isStrict))
    const answers = new Map<string, boolean>()
    const answer = (text: string): boolean => {
      const version = parse(text)
      if (!version) return false
      return plain && version.plain ? plain(version.plain) : !!parsed()?.test(version.full())
    }
    return {
      written,
      isValid: plain !== undefined || parsed() !== undefined,
      accepts(version) {
        const known = answers.get(version)
        if (known !== undefined) return known
        const isAccepted = answer(version)
        answers.set(version, isAccepted)
        return isAccepted
      },
    }
  }
  const lenient = new Map<string, AcceptedRange>()
  const strict = new Map<string, AcceptedRange>()
  return (written, strategy) => {
    const isStrict = strategy === 'strict'
    const known = isStrict ? strict : lenient
    let range = known.get(written)
    if (!range) known.set(written, (range = create(written, isStrict)))
    return range
  }
}

/** A bare version stands for what is compatible with it. */
function effective(written: string): string {
  const range = rangeOf(written)
  return isVersion(range) ? `^${range}` : range
}

/** `strict` takes the lowest version alone. */
function parseRange(written: string, isStrict: boolean): Range | undefined {
  try {
    if (!isStrict) return new Range(effective(written))
    const range = rangeOf(written)
    // A range that names no version, such as "*", leaves nothing to be strict about.
    const lowest = /\d/.test(range) ? minVersion(range)?.version : range
    return lowest === undefined ? undefined : new Range(lowest)
  } catch {
    return undefined
  }
}
