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
