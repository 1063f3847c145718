import type { Release } from '../loader/executor.ts'
import { releaseFiles } from '../release-files.ts'
import type { FetchFile } from './fetch-file.ts'
import type { Ahead } from './job.ts'
import type { PreloadPorts } from './preloader.ts'
import { createReleases } from './releases.ts'

/** All of a release was fetched, each file held against its hash. */
export interface Whole {
  readonly release: Release
  /** Bytes before compression that each file cost, by address; 0 for what was here already. */
  readonly bytes: ReadonlyMap<string, number>
}

/** Why a plugin is fetched whole, and how early. */
export type Wish = Pick<Ahead, 'priority'> & { readonly reason: 'warm' | 'catalog' }

/**
 * Fetches a plugin's release, features that nobody has opened among it, and runs nothing. Gives nothing
 * for a plugin that has no files. Rejects with what became of the first file that does not come.
 */
export type FetchWhole = (id: string, wish: Wish, signal: AbortSignal) => Promise<Whole | undefined>

export interface FetchWholePorts extends Pick<PreloadPorts, 'plugins' | 'catalogs'> {
  readonly fetchFile: FetchFile
}

export function createFetchWhole({ plugins, catalogs, fetchFile }: FetchWholePorts): FetchWhole {
  const releaseOf = createReleases({ plugins, catalogs })

  async function fetchAll(id: string, { reason, priority }: Wish, signal: AbortSignal) {
    const wanted = { reason, priority, owner: id }
    const release = await releaseOf(id, async (file) => ({
      state: 'here',
      ...(await fetchFile({ ...file, ...wanted }, signal)),
    }))
    if (!release) throw new Error(`The build manifest of "${id}" is not what its catalog says.`)
    if (release.manifest.executor === 'esm') return undefined
    const isProvider = Object.values(plugins.get(id)?.shared ?? {}).includes(id)
    const files = releaseFiles(release.manifest, release.url, isProvider)
    const brought = files.map(async ({ url, size, integrity }) => {
      const { bytes } = await fetchFile({ url, size, integrity, ...wanted }, signal)
      return [url, bytes] as const
    })
    return { release, bytes: new Map(await Promise.all(brought)) }
  }

  return async (id, wish, given) => {
    if (!plugins.get(id)?.listed) return undefined
    const ended = new AbortController()
    const signal = AbortSignal.any([given, ended.signal])
    try {
      return await fetchAll(id, wish, signal)
    } catch (error) {
      // A release that lacks a file is of no use: the rest of it is not fetched.
      ended.abort()
      throw error
    }
  }
}
