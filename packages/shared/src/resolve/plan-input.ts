import type { PlanInput, PlanPlugin } from './plan.ts'

/**
 * A short hash of exactly what a plan depends on, the same for any order of arrival.
 * A page compares it with a baked plan's at every start, so this module knows no `semver`, and
 * joins texts by control characters, which is several times quicker than JSON.
 */
export function planInput({ plugins, provided, together, policy, engine }: PlanInput): string {
  const groups = (together ?? []).map((names) => names.toSorted().join()).sort()
  const facts = plugins.map(factsOf).sort()
  const rest = [groups.join(' '), canonical(policy), listed(engine)]
  return hashOf([listed(provided), ...rest, ...facts].join('\n'))
}

/** Whatever of a plugin a plan depends on, as one text. */
export function factsOf(plugin: PlanPlugin): string {
  return [
    plugin.id,
    plugin.version,
    plugin.initialization?.priority ?? 100,
    plugin.registration,
    listed(plugin.dependencies),
    listed(plugin.optional),
    listed(plugin.shared),
    textOf(plugin.peers ?? ''),
    listed(plugin.provides),
    canonical(plugin.dependencyResolution),
    textOf(plugin.implements ?? ''),
    listed(plugin.requires),
    listed(plugin.engine),
  ].join('\t')
}

/** cyrb53, a public-domain hash of 53 bits: synchronous and far quicker than WebCrypto here. */
export function hashOf(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (b & 0x1fffff) + (a >>> 0)).toString(36)
}

function listed(record: Readonly<Record<string, string | readonly string[]>> = {}): string {
  const keys = Object.keys(record).sort()
  return keys.map((key) => `${key}\r${textOf(record[key] ?? '')}`).join('\r')
}

function textOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.toSorted().join()
}

/** Nested settings, rare: their text is the same for any order of keys and of lists. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return value.map(canonical).sort().join()
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value)
  const entries = Object.entries(value).map(([key, inner]) => `${key}:${canonical(inner)}`)
  return `{${entries.sort().join()}}`
}
