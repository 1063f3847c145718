import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import type { Release } from '../loader/executor.ts'
import type { Ahead, Outcome } from './job.ts'
import type { PreloadPorts } from './preloader.ts'

/** Fetches a build manifest. */
type Ask = (
  file: Pick<Ahead, 'url' | 'size' | 'integrity'> & { readonly isRead: true },
) => Promise<Outcome>

/** The build manifest's format that this runtime reads. */
const format = 1

/** What a build manifest is taken for before it is here. In bytes. */
const usualManifest = 2048

/**
 * What a plugin's build manifest says: of one that runs, out of the catalog, or fetched, which is done
 * once. Nothing when it could not be had, or is not what the catalog says.
 */
export function createReleases({ plugins, catalogs }: Pick<PreloadPorts, 'plugins' | 'catalogs'>) {
  const known = new Map<string, Release>()

  const urlOf = (entry: CatalogEntry) => {
    const found = catalogs().find(({ catalog }) => catalog.plugins.includes(entry))
    return new URL(entry.manifest, found?.url ?? location.href).href
  }

  return async (id: string, ask: Ask): Promise<Release | undefined> => {
    const { loaded, listed } = plugins.get(id) ?? {}
    if (loaded?.release || !listed) return loaded?.release
    const { integrity } = listed
    const url = urlOf(listed)
    // What a start needs stands in the catalog.
    if (listed.build) return { manifest: listed.build, url }
    if (!known.has(url)) {
      const outcome = await ask({ url, size: usualManifest, integrity, isRead: true })
      const manifest = outcome.state === 'here' ? parse(outcome.text, id) : undefined
      if (manifest) known.set(url, { manifest, url })
    }
    return known.get(url)
  }
}

function parse(text = '', id: string): BuildManifest | undefined {
  try {
    const manifest: BuildManifest = JSON.parse(text)
    return manifest.format === format && manifest.id === id ? manifest : undefined
  } catch {
    // Whoever loads the plugin hears what is wrong with it.
    return undefined
  }
}
