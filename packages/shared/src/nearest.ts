/**
 * The candidate that differs least from a word, for "did you mean"; undefined when none is near.
 * Case counts for nothing, two swapped neighbours count as one difference; `limit` of them is near.
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  limit: number = Math.max(1, Math.floor(word.length * 0.4)),
): string | undefined {
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** Optimal string alignment: insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  const cost = (i: number, j: number): number => table[i]?.[j] ?? 0
  const table: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i])
  for (let i = 0; i <= a.length; i++) {
    const row = (table[i] ??= [])
    for (let j = 1; j <= b.length; j++) {
      if (i === 0) {
        row[j] = j
        continue
      }
      const replaced = cost(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, replaced)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j] ?? 0, cost(i - 2, j - 2) + 1)
    }
  }
  return cost(a.length, b.length)
}
