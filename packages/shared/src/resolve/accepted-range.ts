import Range from 'semver/classes/range.js'
import minVersion from 'semver/ranges/min-version.js'
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
    const range = parseRange(written, isStrict)
    const answers = new Map<string, boolean>()
    return {
      written,
      isValid: range !== undefined,
      accepts(version) {
        const known = answers.get(version)
        if (known !== undefined) return known
        const parsed = parse(version)
        const answer = parsed !== undefined && range !== undefined && range.test(parsed)
        answers.set(version, answer)
        return answer
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

/** A bare version stands for what is compatible with it; `strict` takes the lowest version alone. */
function parseRange(written: string, isStrict: boolean): Range | undefined {
  try {
    const range = rangeOf(written)
    if (!isStrict) return new Range(isVersion(range) ? `^${range}` : range)
    // A range that names no version, such as "*", leaves nothing to be strict about.
    const lowest = /\d/.test(range) ? minVersion(range)?.version : range
    return lowest === undefined ? undefined : new Range(lowest)
  } catch {
    return undefined
  }
}
