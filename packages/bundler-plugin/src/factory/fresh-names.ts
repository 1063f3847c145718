/** Names that the code uses nowhere. Comments and strings count as uses: cheap, and safe. */
export function createFreshNames(code: string): () => string {
  let index = 0
  return () => {
    let name = candidate(index++)
    while (code.includes(name)) name = candidate(index++)
    return name
  }
}

function candidate(index: number): string {
  return ['$', '_'][index] ?? `$${(index - 2).toString(36)}`
}
