import {
  manifestIdEmpty,
  manifestRangeConflict,
  manifestRangeInvalid,
  manifestVersionInvalid,
} from '../errors.ts'
import { isRange, isVersion } from '../resolve/version.ts'
import type { PluginManifestInput } from './plugin-manifest.ts'

/**
 * Refuses what the schema lets through, by the contract, and what cannot work all the same.
 * Throws `MANIFEST_ID_EMPTY`, `MANIFEST_VERSION_INVALID`, `MANIFEST_RANGE_INVALID` or
 * `MANIFEST_RANGE_CONFLICT`.
 */
export function checkPluginManifest(
  { id, version, dependencies = {}, capabilities }: PluginManifestInput,
  where: string,
): void {
  if (id === '') throw manifestIdEmpty(where)
  if (!isVersion(version)) throw manifestVersionInvalid(where, id, version)

  const required = (capabilities?.requires ?? []).map(
    ({ pluginId, version: range }): [string, string] => [pluginId, range],
  )
  for (const [dependency, range] of [...Object.entries(dependencies), ...required]) {
    if (!isRange(range)) throw manifestRangeInvalid(where, id, dependency, range)
  }
  for (const [dependency, range] of required) {
    const other = dependencies[dependency]
    if (other === undefined || other === range) continue
    throw manifestRangeConflict(where, id, dependency, [other, range])
  }
}
