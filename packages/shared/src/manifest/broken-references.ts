import type { BuildManifest, BuiltChunk } from './build-manifest.ts'
import type { Problem } from './problem.ts'

/** Names in a build manifest that lead nowhere. */
export function brokenReferences(manifest: BuildManifest): Problem[] {
  const { chunks, styles, shared, provides = {} } = manifest
  const missing = (known: object, path: string, name: string, what: string): Problem[] =>
    Object.hasOwn(known, name) ? [] : [{ path, message: `there is no ${what} "${name}"` }]
  const all = (known: object, path: string, names: readonly string[] = [], what: string) =>
    names.flatMap((name, index) => missing(known, `${path}.${index}`, name, what))
  const ofChunk = ([name, chunk]: [string, BuiltChunk]): Problem[] => [
    ...all(chunks, `chunks.${name}.deps`, chunk.deps, 'chunk'),
    ...all(shared, `chunks.${name}.shared`, chunk.shared, 'shared requirement'),
    ...all(styles, `chunks.${name}.styles`, chunk.styles, 'style'),
  ]

  const ofRoots = () => [
    ...missing(chunks, 'entry', manifest.entry, 'chunk'),
    ...Object.entries(manifest.features).flatMap(([name, { chunk }]) =>
      chunk === undefined ? [] : missing(chunks, `features.${name}.chunk`, chunk, 'chunk'),
    ),
  ]

  return [
    // An ES module is named by its address, so only factories can be looked up.
    ...(manifest.executor === 'factory' ? ofRoots() : []),
    ...Object.entries(chunks).flatMap(ofChunk),
    ...Object.entries(provides).flatMap(([specifier, { chunk }]) =>
      missing(chunks, `provides.${specifier}.chunk`, chunk, 'chunk'),
    ),
  ]
}
