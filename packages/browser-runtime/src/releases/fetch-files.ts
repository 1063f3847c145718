import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import type { FetchFile } from '../preload/fetch-file.ts'

/** What a build manifest is taken for before it is here. In bytes. */
const usualManifest = 2048

/**
 * Brings all files of a release into the HTTP cache, each compared with its hash by the browser. The
 * elements that ask later send the same mode and credentials. Rejects with the first that does not come.
 */
export async function fetchFiles(
  { id, manifest: address, integrity }: CatalogEntry,
  catalogUrl: string,
  isProvider: boolean,
  fetchFile: FetchFile,
  given: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  const signal = AbortSignal.any([given, ended.signal])
  const wanted = { reason: 'release', priority: 100, owner: id } as const
  const url = new URL(address, catalogUrl).href
  const asked = { url, size: usualManifest, integrity, isRead: true, ...wanted }
  const { text = '' } = await fetchFile(asked, signal)
  const manifest: BuildManifest = JSON.parse(text)
  if (manifest.executor !== 'factory') return
  // Of a page that never meets a new release this would be one request more.
  const { releaseFiles } = await import('../release-files.ts')
  const files = releaseFiles(manifest, url, isProvider)
  try {
    await Promise.all(files.map((file) => fetchFile({ ...file, ...wanted }, signal)))
  } catch (error) {
    // A release that lacks a file is of no use: the rest of it is not fetched.
    ended.abort()
    throw error
  }
}
