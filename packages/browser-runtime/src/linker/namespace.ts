/** A chunk's or a shared dependency's exports, as `import * as` sees them. */
export type Namespace = Readonly<Record<string, unknown>>

/**
 * Gives a namespace its exports and makes it what a module's is (ECMA-262 §10.4.6): nothing can be
 * added, changed or removed, and bindings that change are getters. The build sorts the keys.
 */
export function defineExports(namespace: Namespace, exports: object = {}) {
  Object.defineProperties(namespace, {
    ...Object.getOwnPropertyDescriptors(exports),
    [Symbol.toStringTag]: { value: 'Module' },
  })
  Object.freeze(namespace)
}

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
