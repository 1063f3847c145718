import type { Namespace } from './namespace.ts'

/**
 * The exports of a chunk that has `export *` from shared dependencies, whose names only the page
 * knows. The chunk's own come first; a name with two meanings is left out, as the language does.
 */
export function mergeStars(own: Namespace, ...namespaces: Namespace[]): object {
  const merged = Object.getOwnPropertyDescriptors(own)
  for (const name of namespaces.flatMap(Object.keys)) {
    const [first = own, ...others] = namespaces.filter((one) => Object.hasOwn(one, name))
    const isClear = others.every((other) => other[name] === first[name])
    if (isClear && name !== 'default') merged[name] ??= { get: () => first[name], enumerable: true }
  }
  const names = Object.keys(merged).sort()
  return names.reduce((sorted, name) => Object.defineProperty(sorted, name, merged[name] ?? {}), {})
}
