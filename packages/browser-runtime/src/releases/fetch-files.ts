import type { BuildManifest, CatalogEntry } from '@mortise/shared'
import { releaseFiles, type ReleaseFile } from '../release-files.ts'

/** Of six connections that HTTP/1.1 has for an origin, four stay free. */
const atOnce = 2

/**
 * Brings all files of a release into the HTTP cache, each compared with its hash by the browser. The
 * elements that ask later send the same mode and credentials. Rejects with the first that does not come.
 */
export async function fetchFiles(
  { manifest: address, integrity = '' }: CatalogEntry,
  catalogUrl: string,
  isProvider: boolean,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(address, catalogUrl).href
  const manifest: BuildManifest = JSON.parse(await fetchFile({ url, integrity }, signal))
  if (manifest.executor !== 'factory') return
  const waiting = [...releaseFiles(manifest, url, isProvider)]
  const bring = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await fetchFile(file, signal)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, bring))
  } finally {
    waiting.length = 0
  }
}

async function fetchFile(
  { url, integrity = '' }: Pick<ReleaseFile, 'url' | 'integrity'>,
  signal: AbortSignal,
) {
  const response = await fetch(url, { integrity, priority: 'low', signal })
  if (!response.ok) throw new Error(`The server answered ${url} with ${response.status}.`)
  return response.text()
}
