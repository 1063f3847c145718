import type { Rolldown } from 'vite'
import type { FinalChunk } from '../describe/final-chunk.ts'

/**
 * Puts each style sheet into a cascade layer: the plugin's, or `shared` for what several plugins use.
 * Done in the file, not by the page, so that its hash still vouches for what applies.
 */
export function layerStyles(
  chunks: Iterable<FinalChunk>,
  bundle: Rolldown.OutputBundle,
  folder: string,
): void {
  const owners = new Map<string, Set<string>>()
  for (const { name, styles } of chunks) {
    const owner = name.slice(0, name.indexOf('/'))
    for (const file of styles) owners.set(file, (owners.get(file) ?? new Set()).add(owner))
  }
  for (const [file, names] of owners) {
    const asset = bundle[file]
    if (asset?.type !== 'asset' || !file.startsWith(`${folder}/`)) continue
    const [only = 'shared'] = names
    const layer = names.size === 1 ? only : 'shared'
    asset.source = wrap(String(asset.source), layer)
  }
}

/** `@charset` and `@import` may only stand at the top of a file; an import takes its layer itself. */
function wrap(css: string, layer: string) {
  // A layer's name is a dotted identifier; a dot would nest it in another.
  const name = layer.replaceAll(/[^\w-]/g, '-')
  const head = /^(?:\s*@charset[^;]+;)?/.exec(css)?.[0] ?? ''
  return `${head}@layer ${name}{${css.slice(head.length)}}`
}
