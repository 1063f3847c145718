import type { BuildManifest, Catalog, Plan } from '@mortise/shared'
import { stepFiles } from '@mortise/shared/resolve'

type Manifests = ReadonlyMap<string, BuildManifest>

/**
 * Ids of the plugins whose build manifests it takes to start these: their own, and of those whose
 * fallback providers they get.
 */
export function neededManifests(
  ids: readonly string[],
  plan: Plan,
  manifests: Manifests,
): Set<string> {
  const chunks = ids.flatMap((plugin) => stepFiles(plan, manifests, { plugin }).chunks)
  return new Set([...ids, ...chunks.map(({ plugin }) => plugin)])
}

/** The catalog with these build manifests in their entries: a page that needs them at once has them. */
export function embedManifests(catalog: Catalog, manifests: Manifests): Catalog {
  const plugins = catalog.plugins.map((entry) => {
    const build = manifests.get(entry.id)
    return build ? { ...entry, build } : entry
  })
  return { ...catalog, plugins }
}
