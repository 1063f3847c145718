/**
 * The smallest set of reasons that together rule everything out: each list names what rules one
 * thing out. Sets of up to three are searched through; a larger one is put together greedily.
 */
export function smallestSet<Reason>(ruledOut: readonly (readonly Reason[])[]): Reason[] {
  const reasons = [...new Set(ruledOut.flat())]
  const covers = (set: readonly Reason[]) =>
    ruledOut.every((list) => list.some((reason) => set.includes(reason)))
  for (const size of [0, 1, 2, 3]) {
    const found = combinations(reasons, size).find(covers)
    if (found) return found
  }
  const set: Reason[] = []
  for (const list of ruledOut) {
    const [first] = list
    if (first !== undefined && !list.some((reason) => set.includes(reason))) set.push(first)
  }
  return set
}

function combinations<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]]
  return items.flatMap((item, index) =>
    combinations(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  )
}
