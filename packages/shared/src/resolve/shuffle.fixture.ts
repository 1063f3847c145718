/** For property tests. A small seeded generator, so that a failing run can be repeated. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** The same data with every list that is a set and every record in another order. */
export function reordered<Value>(value: Value, random: () => number): Value {
  if (Array.isArray(value)) {
    return shuffled(value, random).map((item) => reordered(item, random)) as Value
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([key, item]) => [key, reordered(item, random)] as const,
  )
  return Object.fromEntries(shuffled(entries, random)) as Value
}
