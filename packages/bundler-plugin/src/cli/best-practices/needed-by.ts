import { dependenciesOf } from '@mortise/shared/manifest'
import type { InspectedPlugin } from '../inspection.ts'

/** For each plugin those that cannot run without it, indirectly too. */
export function neededBy(plugins: readonly InspectedPlugin[]): Map<string, ReadonlySet<string>> {
  const direct = new Map<string, string[]>()
  for (const { id, manifest } of plugins) {
    for (const needed of Object.keys(dependenciesOf(manifest).dependencies)) {
      direct.set(needed, [...(direct.get(needed) ?? []), id])
    }
  }
  return new Map(plugins.map(({ id }) => [id, reached(id, direct)]))
}

function reached(id: string, direct: ReadonlyMap<string, readonly string[]>) {
  const found = new Set(direct.get(id))
  // A set grows while it is walked.
  for (const user of found) for (const next of direct.get(user) ?? []) found.add(next)
  found.delete(id)
  return found
}
