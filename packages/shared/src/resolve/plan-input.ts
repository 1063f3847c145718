import type { PlanInput, PlanPlugin } from './plan.ts'

/**
 * A short hash of exactly what a plan depends on, the same for any order of arrival.
 * A page compares it with a baked plan's, so this module knows no `semver`.
 */
export function planInput({ plugins, provided }: PlanInput): string {
  return hash(JSON.stringify([pairs(provided), plugins.map(factsOf).sort()]))
}

function factsOf(plugin: PlanPlugin): string {
  const { id, version, initialization, registration, circular, peers = [] } = plugin
  const shared = Object.entries(plugin.shared ?? {}).map(([name, ranges]) => [
    name,
    [ranges].flat().sort(),
  ])
  return JSON.stringify([
    id,
    version,
    initialization?.priority ?? 100,
    registration,
    circular,
    pairs(plugin.dependencies),
    pairs(plugin.optional),
    shared.sort(),
    [...peers].sort(),
    pairs(plugin.provides),
  ])
}

function pairs(record: Readonly<Record<string, string>> = {}): string[][] {
  return Object.entries(record).sort()
}

/** cyrb53, a public-domain hash of 53 bits: synchronous and far quicker than WebCrypto here. */
function hash(text: string): string {
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
