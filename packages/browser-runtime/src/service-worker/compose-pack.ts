import type { PackTable } from '@mortise/shared'
import { matches } from '../matches.ts'
import type { FetchFile } from './fetch-file.ts'
import { joinParts, missingFrom, partOf, partsOf } from './pack-parts.ts'
import { findJson, putJson, type Store } from './store.ts'

export interface Packs {
  /**
   * A pack made of what is kept of an older one and of the chunks that are new. `undefined` when there is
   * no older one, most of it is new, or the result has not the hash: then the pack itself is fetched.
   * `saved` settles when it is kept too.
   */
  compose(url: string, integrity?: string): Promise<ComposedPack | undefined>
}

export interface ComposedPack {
  readonly response: Response
  readonly saved: Promise<unknown>
}

const headers = new Headers({ 'content-type': 'text/javascript; charset=utf-8' })

export function createPacks(files: Store, fetchFile: FetchFile): Packs {
  async function compose(url: string, integrity?: string): Promise<ComposedPack | undefined> {
    const known = await olderParts(url)
    if (known.size === 0) return undefined
    const table = await readTable(url)
    const missing = missingFrom(table, known)
    if (!missing) return undefined
    for (const [id, part] of await Promise.all(missing.map((chunk) => readPart(url, chunk)))) {
      known.set(id, part)
    }
    const bytes = new TextEncoder().encode(joinParts(table, known))
    if (!(await matches(bytes, integrity || table.integrity))) return undefined
    const saved = putJson(files, tableOf(url), table).then(() => files.put(url, bytes, headers))
    return { response: new Response(bytes, { headers }), saved: saved.catch(() => {}) }
  }

  async function olderParts(url: string) {
    const stem = stemOf(url)
    const older = (await files.urls()).filter((other) => other !== url && stemOf(other) === stem)
    const known = new Map<string, string>()
    for (const other of older) {
      const table = await findJson<PackTable>(files, tableOf(other))
      const text = table && (await (await files.find(other, table.integrity))?.text())
      if (text) for (const [id, part] of partsOf(text, table)) known.set(id, part)
    }
    return known
  }

  async function readTable(url: string) {
    const { bytes } = await fetchFile(tableOf(url), undefined, { priority: 'high' })
    return JSON.parse(new TextDecoder().decode(bytes)) as PackTable
  }

  async function readPart(
    url: string,
    [id, , file]: PackTable['parts'][number],
  ): Promise<[id: string, part: string]> {
    const address = new URL(file, url).href
    const kept = await (await files.find(address))?.text()
    if (kept !== undefined) return [id, partOf(kept, id)]
    const { bytes } = await fetchFile(address, undefined, { priority: 'high' })
    return [id, partOf(new TextDecoder().decode(bytes), id)]
  }

  return {
    // A chunk that does not come, or a table that cannot be read: the pack may come all the same.
    compose: (url, integrity) => compose(url, integrity).catch(() => undefined),
  }
}

/** Where the table of a pack lies. */
export const tableOf = (pack: string): string => pack.replace(/\.js$/, '.json')

/** The address of a pack without its hash; `undefined` for other files than packs. */
const stemOf = (url: string) => /^(.*)-[\w-]{10}\.js$/.exec(url)?.[1]
