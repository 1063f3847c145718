/** What preloading was good for, in this page. Bytes are those before compression. */
export interface PreloadStats {
  /** Bytes fetched ahead, those of fetches that were aborted among them. */
  readonly preloaded: number
  /** Of these, what a load or a feature needed afterwards. */
  readonly used: number
  /** The rest, so far. */
  readonly wasted: number
  /** Loads and features that brought something and that somebody waited for, after the start. */
  readonly waits: number
  /** Of these, how many found bytes that were preloaded for them. */
  readonly hits: number
  /** `hits` of `waits`, from 0 to 1; 0 before the first wait. */
  readonly hitRate: number
}

export interface Accounts {
  /** Bytes were fetched ahead: a file, or a part of one that nobody can use. */
  fetched(url: string, bytes: number, isHere: boolean): void
  /** Somebody waited for these files. Gives how many preloaded bytes that makes use of. */
  needed(urls: readonly string[]): number
  stats(): PreloadStats
}

export function createAccounts(): Accounts {
  const unused = new Map<string, number>()
  const everNeeded = new Set<string>()
  let preloaded = 0
  let used = 0
  let waits = 0
  let hits = 0
  return {
    fetched(url, bytes, isHere) {
      preloaded += bytes
      if (isHere && bytes) unused.set(url, bytes)
    },
    needed(urls) {
      const fresh = urls.filter((url) => !everNeeded.has(url))
      if (!fresh.length) return 0
      let found = 0
      for (const url of fresh) {
        everNeeded.add(url)
        found += unused.get(url) ?? 0
        unused.delete(url)
      }
      used += found
      waits++
      if (found) hits++
      return found
    },
    stats: () => ({
      preloaded,
      used,
      wasted: preloaded - used,
      waits,
      hits,
      hitRate: waits && hits / waits,
    }),
  }
}
