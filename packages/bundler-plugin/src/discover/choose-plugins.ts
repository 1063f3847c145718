import { pluginsNotChosen } from '../errors.ts'
import type { PluginSource } from './plugin-source.ts'

/**
 * The plugins of these ids; none named: the only one there is.
 * @throws CONFIG_PLUGINS_NOT_CHOSEN
 */
export function choosePlugins(
  found: readonly PluginSource[],
  ids: readonly string[],
): readonly PluginSource[] {
  const known = found.map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined || (!ids.length && found.length !== 1)) {
    throw pluginsNotChosen(unknown, known)
  }
  return ids.length ? found.filter(({ id }) => ids.includes(id)) : found
}
