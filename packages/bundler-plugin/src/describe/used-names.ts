/** What is imported from shared dependencies: names, or `undefined` for a whole namespace. */
export type UsedNames = Map<string, readonly string[] | undefined>

/** Adds the names of one importer; who wants the whole namespace wants it for all. */
export function addUsedNames(all: UsedNames, key: string, names: readonly string[] | undefined) {
  const known = all.has(key) ? all.get(key) : []
  all.set(key, known && names ? [...new Set([...known, ...names])].sort() : undefined)
}
