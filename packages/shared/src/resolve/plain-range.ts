/** Major, minor and patch of a version that has nothing else. */
export type PlainVersion = readonly [major: number, minor: number, patch: number]

/** From the first version to the second, which is excluded; without a second, without end. */
type Interval = readonly [PlainVersion, PlainVersion?]

const number = '(0|[1-9]\\d{0,8})'
const versionForm = new RegExp(`^${number}\\.${number}\\.${number}$`)
const rangeForm = new RegExp(`^(\\^|~|>=)?${number}(?:\\.${number})?(?:\\.${number})?$`)

/** Nothing for a version with a prerelease or build tag, and for what is no version. */
export function plainVersion(text: string): PlainVersion | undefined {
  const found = versionForm.exec(text)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined
}

/**
 * Reads the forms that nearly all ranges have: `^1.2.3`, `~1.2`, `1`, `>=1.2.3`, `>=1.2.3 <2`, `*`, and those joined
 * by `||`. Only about versions without a tag; nothing for any other form, which is `semver`'s. A page
 * resolves once, before anything is compiled, and there `semver` takes longer over 250 ranges than all
 * the rest of a plan. A test holds both to the same answers.
 */
export function plainRange(text: string): ((version: PlainVersion) => boolean) | undefined {
  if (text === '*') return () => true
  const intervals: Interval[] = []
  for (const part of text.split('||')) {
    const interval = intervalOf(part.trim())
    if (!interval) return undefined
    intervals.push(interval)
  }
  return (version) =>
    intervals.some(
      ([low, high]) =>
        comparePlain(version, low) >= 0 && (!high || comparePlain(version, high) < 0),
    )
}

export function comparePlain(a: PlainVersion, b: PlainVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

function intervalOf(text: string): Interval | undefined {
  const end = text.indexOf(' <')
  if (end > 0) {
    const [low, high] = [intervalOf(text.slice(0, end)), rangeForm.exec(text.slice(end + 2))]
    // Only of `>=`, which has no end of its own.
    return low && !low[1] && high && !high[1] ? [low[0], lowOf(high)] : undefined
  }
  const found = rangeForm.exec(text)
  if (!found) return undefined
  const [, operator, , minor, patch] = found
  const low = lowOf(found)
  if (operator === '>=') return [low]
  // A bare version is its caller's to read: npm takes it alone, a plan as a caret range.
  if (operator === undefined && patch !== undefined) return [low, [low[0], low[1], low[2] + 1]]
  return [low, operator === '^' ? aboveCaret(low, minor, patch) : aboveTilde(low, minor)]
}

function lowOf([, , major, minor = '0', patch = '0']: RegExpExecArray): PlainVersion {
  return [Number(major), Number(minor), Number(patch)]
}

function aboveTilde([major, minor]: PlainVersion, written: string | undefined): PlainVersion {
  return written === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0]
}

/** Whatever is left of the first number that is not zero stays. */
function aboveCaret(
  [major, minor, patch]: PlainVersion,
  writtenMinor: string | undefined,
  writtenPatch: string | undefined,
): PlainVersion {
  if (major > 0 || writtenMinor === undefined) return [major + 1, 0, 0]
  if (minor > 0 || writtenPatch === undefined) return [0, minor + 1, 0]
  return [0, 0, patch + 1]
}
