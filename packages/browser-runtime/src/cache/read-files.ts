import { chunkOfPack } from '../chunk-of-pack.ts'
import type { ReleaseFile } from '../release-files.ts'
import { integrityOf } from './integrity.ts'

/** A file whose bytes were compared with their hash; a style sheet without one gets one. */
export interface CheckedFile {
  readonly url: string
  readonly integrity: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** When the server says that it changed last. */
  readonly modified?: string | undefined
}

/** Files of a release: out of the HTTP cache where that has them, a chunk also by its pack. */
export function readFiles(files: readonly ReleaseFile[]): Promise<CheckedFile[]> {
  const packs = new Map<string, Promise<string>>()
  const read = async (file: ReleaseFile) => (await unpack(file, packs)) ?? readFile(file)
  return Promise.all(files.map(read))
}

/** The browser compares the bytes. */
export async function readFile({
  url,
  integrity,
}: Pick<ReleaseFile, 'url' | 'integrity'>): Promise<CheckedFile> {
  const response = await fetch(url, {
    cache: 'force-cache',
    priority: 'low',
    integrity: integrity ?? '',
  })
  if (!response.ok) throw new Error(`${url} answered with HTTP status ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const modified = response.headers.get('last-modified') ?? undefined
  return { url, bytes, modified, integrity: integrity ?? (await integrityOf(bytes)) }
}

/** Of a chunk that came in a pack, which the HTTP cache still has: that costs no request. */
async function unpack(
  { url, size, integrity, packed }: ReleaseFile,
  packs: Map<string, Promise<string>>,
): Promise<CheckedFile | undefined> {
  if (!packed || !integrity) return undefined
  const pack = packs.get(packed.url) ?? cachedText(packed.url)
  packs.set(packed.url, pack)
  const text = chunkOfPack(await pack, { id: packed.id, size })
  const bytes = new TextEncoder().encode(text)
  return (await integrityOf(bytes)) === integrity ? { url, integrity, bytes } : undefined
}

/** Empty for what the HTTP cache lacks, or must not tell of: it is asked for one origin alone. */
async function cachedText(url: string) {
  try {
    const response = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' })
    return response.ok ? await response.text() : ''
  } catch {
    return ''
  }
}
