import { nearest } from '@mortise/shared'
import { packItemUnknown } from '../errors.ts'
import type { Refuse } from './discover-plugins.ts'
import type { PluginSource } from './plugin-source.ts'

/** Refuses with CONFIG_PACK_INVALID items of packs that name no plugin, or no feature of one. */
export function checkPacks(
  packs: Readonly<Record<string, readonly string[]>>,
  plugins: readonly PluginSource[],
  refuse: Refuse,
): void {
  const known = new Set(plugins.flatMap(namesOf)).add('eager')
  for (const [pack, items] of Object.entries(packs)) {
    for (const item of items) {
      if (!known.has(item)) refuse(packItemUnknown(pack, item, nearest(item, known)))
    }
  }
}

function namesOf({ id, features }: PluginSource): string[] {
  return [id, ...Object.keys(features).map((feature) => `${id}/${feature}`)]
}
