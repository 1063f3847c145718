import { chooseKept, type UsedFile } from './choose-kept.ts'
import { tableOf } from './compose-pack.ts'
import type { FetchFile } from './fetch-file.ts'
import type { Places } from './places.ts'
import { findJson, putJson, type Store } from './store.ts'

export interface UsedFiles {
  /** Keeps files that a page has used and a start does not need, as far as there is room. */
  keep(urls: readonly string[]): Promise<void>
  /** Resolves when all is written; nothing is kept after it. */
  end(): Promise<void>
  /** Drops all that neither a build needs nor was used last. */
  clean(needed: ReadonlySet<string>): Promise<void>
}

/** `room` is bytes. */
export function createUsedFiles(
  files: Store,
  fetchFile: FetchFile,
  places: Places,
  room: number,
): UsedFiles {
  const list = places.at('mortise-used.json')
  // One after the other: each reads the list that the last one wrote.
  let busy = Promise.resolve()
  let isOver = false
  const inTurn = (work: () => Promise<void>) => (busy = busy.then(work).catch(() => {}))

  const read = async () => (await findJson<UsedFile[]>(files, list)) ?? []

  async function keepOne(url: string): Promise<UsedFile[]> {
    const found = await files.find(url)
    if (found) return [{ url, size: Number(found.headers.get('content-length')) }]
    // The page has just had it, so the HTTP cache has.
    const file = await fetchFile(url, undefined, { cache: 'force-cache' }).catch(() => undefined)
    if (!file || file.bytes.byteLength > room) return []
    await files.put(url, file.bytes, file.headers)
    return [{ url, size: file.bytes.byteLength }]
  }

  return {
    keep: (urls) =>
      inTurn(async () => {
        const wanted = new Set(
          urls
            .filter((url) => places.isHashed(url) && !places.files.has(url))
            .flatMap((url) => (places.isPack(url) ? [tableOf(url), url] : url)),
        )
        if (wanted.size === 0 || isOver) return
        const before = (await read()).filter(({ url }) => !wanted.has(url))
        const used = [...before]
        // What there is no room for ends it; what is kept so far is listed all the same.
        for (const url of wanted) used.push(...(await keepOne(url).catch(() => [])))
        const kept = chooseKept(used, room)
        const over = used.filter(({ url }) => !kept.has(url))
        await Promise.all(over.map(({ url }) => files.drop(url)))
        await putJson(
          files,
          list,
          used.filter(({ url }) => kept.has(url)),
        )
      }),
    end: () =>
      inTurn(async () => {
        isOver = true
      }),
    clean: (needed) =>
      inTurn(async () => {
        const used = new Set((await read()).map(({ url }) => url))
        const stale = (await files.urls()).filter(
          (url) => url !== list && !needed.has(url) && !used.has(url),
        )
        await Promise.all(stale.map((url) => files.drop(url)))
      }),
  }
}
