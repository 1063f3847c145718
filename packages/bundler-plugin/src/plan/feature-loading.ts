import type { Loading } from '@mortise/shared'

type Blocks = Pick<Loading, 'codeSplitting' | 'dynamicImport'>

/**
 * How the code of a plugin's features comes to the page: in the entry's chunk, in the entry's wave,
 * beside it, when the page is idle, when it is asked for or likely, or strictly when it is asked for.
 */
export type FeatureLoading = 'bundled' | 'eager' | 'preload' | 'prefetch' | 'async' | 'lazy'

/** Each way, the key that asks for it, and whether a plugin does. The first that is asked for wins. */
const precedence = [
  ['bundled', 'codeSplitting.enabled', ({ codeSplitting }) => !codeSplitting.enabled],
  ['bundled', 'dynamicImport.enabled', ({ dynamicImport }) => !dynamicImport.enabled],
  ['bundled', 'dynamicImport.mode', ({ dynamicImport }) => dynamicImport.mode === 'sync'],
  ['eager', 'dynamicImport.mode', ({ dynamicImport }) => dynamicImport.mode === 'eager'],
  ['lazy', 'dynamicImport.mode', ({ dynamicImport }) => dynamicImport.mode === 'lazy'],
  ['preload', 'dynamicImport.preload', ({ dynamicImport }) => dynamicImport.preload],
  ['prefetch', 'dynamicImport.prefetch', ({ dynamicImport }) => dynamicImport.prefetch],
] as const satisfies readonly [FeatureLoading, string, (loading: Blocks) => boolean][]

export function featureLoading(loading: Blocks): FeatureLoading {
  return precedence.find(([, , isAsked]) => isAsked(loading))?.[0] ?? 'async'
}

/** A key that a plugin sets in vain, and the one that decides over it. Paths below `loading`. */
export interface OverruledKey {
  readonly key: string
  readonly by: string
}

export function overruledKeys(loading: Blocks): OverruledKey[] {
  const [winner, ...others] = precedence.filter(([, , isAsked]) => isAsked(loading))
  if (!winner) return []
  const [wins, by] = winner
  return others.filter(([way]) => way !== wins).map(([, key]) => ({ key, by }))
}
