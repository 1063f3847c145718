import type { BuildManifest } from '@mortise/shared'

export interface PluginSize {
  /** Bytes of the plugin's own chunks and styles. */
  readonly size?: number | undefined
  /** Bytes of its fallback providers, by package. */
  readonly providesSize: Readonly<Record<string, number>>
}

/** What a plugin weighs, so that a page can say what another one would cost without fetching. */
export function pluginSize({
  entry,
  features,
  chunks,
  styles,
  provides = {},
}: BuildManifest): PluginSize {
  const bytesOf = (names: Iterable<string>) =>
    [...names].reduce((total, name) => total + (chunks[name]?.size ?? 0), 0)
  const closure = (roots: readonly string[]) =>
    new Set(roots.flatMap((name) => [name, ...(chunks[name]?.deps ?? [])]))
  const own = closure([entry, ...Object.values(features).flatMap(({ chunk }) => chunk ?? [])])
  const byPackage = new Map<string, string[]>()
  for (const { package: name, chunk } of Object.values(provides)) {
    byPackage.set(name, [...(byPackage.get(name) ?? []), chunk])
  }
  const ownStyles = Object.values(styles).reduce((total, style) => total + style.size, 0)
  const providesSize = [...byPackage].map(
    ([name, roots]) => [name, bytesOf(closure(roots))] as const,
  )
  return {
    // The dev server knows no sizes.
    size: bytesOf(own) + ownStyles || undefined,
    providesSize: Object.fromEntries(providesSize.filter(([, bytes]) => bytes > 0)),
  }
}
