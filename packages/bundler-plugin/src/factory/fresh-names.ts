/** Names that the code uses nowhere, shortest first. Comments and strings count as uses: cheap and safe. */
export function createFreshNames(code: string): () => string {
  const candidates = candidateNames()
  return () => {
    for (const candidate of candidates) if (!code.includes(candidate)) return candidate
    throw new RangeError('Unreachable: the candidates never end.')
  }
}

function* candidateNames() {
  yield* ['$', '_']
  for (let index = 0; ; index += 1) yield `$${index.toString(36)}`
}
