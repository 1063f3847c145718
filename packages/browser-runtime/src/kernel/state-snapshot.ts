/** State that a generation left, on its own: it shares nothing with the generation that it came from. */
export interface Snapshot {
  readonly state: unknown
  /** `stateVersion` of the plugin that gave it. */
  readonly version: number
  /** Paths below `state`, each with what is there, that could not be copied and are left out. */
  readonly leftOut: readonly string[]
}

/**
 * Copies state by the structured clone algorithm, so that a Map, a Date or a typed array survives and a
 * reference into the old generation does not keep that in memory. What the algorithm refuses, such as
 * a function, is left out and named.
 */
export function snapshot(state: unknown, version: number): Snapshot {
  const whole = copy(state)
  if (whole) return { state: whole.value, version, leftOut: [] }
  const leftOut: string[] = []
  return { state: copy(without(state, 'state', leftOut, new Map()))?.value, version, leftOut }
}

function copy(value: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: structuredClone(value) }
  } catch {
    return undefined
  }
}

/** A value without the parts that cannot be copied; what refers to itself goes on doing so. */
function without(
  value: unknown,
  path: string,
  leftOut: string[],
  seen: Map<unknown, unknown>,
): unknown {
  if (seen.has(value)) return seen.get(value)
  const inner = (part: unknown, name: string) => without(part, path + name, leftOut, seen)
  if (Array.isArray(value)) {
    const list: unknown[] = []
    seen.set(value, list)
    for (const [index, item] of value.entries()) list.push(inner(item, `[${index}]`))
    return list
  }
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>()
    seen.set(value, map)
    for (const [key, item] of value) map.set(key, inner(item, `.get(${JSON.stringify(key)})`))
    return map
  }
  if (isPlain(value)) {
    const record: Record<string, unknown> = {}
    seen.set(value, record)
    for (const [key, item] of Object.entries(value)) record[key] = inner(item, `.${key}`)
    return record
  }
  if (copy(value)) return value
  leftOut.push(`${path} (${typeof value === 'object' ? value?.constructor?.name : typeof value})`)
  return undefined
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
