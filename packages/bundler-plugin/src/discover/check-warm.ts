import { nearest } from '@mortise/shared'
import { warmUnknown } from '../errors.ts'
import type { Refuse } from './discover-plugins.ts'
import type { PluginSource } from './plugin-source.ts'

/** Refuses with CONFIG_WARM_UNKNOWN ids that are to be warmed and that no plugin has. */
export function checkWarm(
  warm: readonly string[],
  plugins: readonly Pick<PluginSource, 'id'>[],
  refuse: Refuse,
): void {
  const known = new Set(plugins.map(({ id }) => id))
  for (const id of warm) if (!known.has(id)) refuse(warmUnknown(id, nearest(id, known)))
}
