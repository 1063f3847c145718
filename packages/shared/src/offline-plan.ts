/** What a service worker has to know of the one build that it was emitted with. */
export interface OfflinePlan {
  /** Hash of all that follows. */
  readonly build: string
  /**
   * Addresses that the page's text has: a page without one of them is of another build. Like all
   * addresses here they are relative to the worker's own.
   */
  readonly marks: readonly string[]
  /** The one file of a start whose address does not tell its content, besides the page. */
  readonly catalog: { readonly address: string; readonly integrity: string }
  /** What else a start needs: address → integrity. */
  readonly files: Readonly<Record<string, string>>
  /** Folders of files whose address tells their content. They end with `/`. */
  readonly folders: readonly string[]
  /** The folder of packs and their tables. */
  readonly packs: string
  readonly options: OfflineOptions
}

export interface OfflineOptions {
  /** Who is asked for the page first: the server, or this device, which then never waits for it. */
  readonly navigation: 'network-first' | 'cache-first'
  /** ms that the server has to answer for the page or the catalog, where they are kept. */
  readonly deadline: number
  /** MB that files may take which a start does not need, but which were used. */
  readonly maxSize: number
}

/** What stands in a pack, in its order. It lies beside the pack, as JSON. */
export interface PackTable {
  /** Of the whole pack. */
  readonly integrity: string
  /** Id of a chunk, length of its part in the pack, and its own address relative to the pack's. */
  readonly parts: readonly (readonly [id: string, length: number, file: string])[]
  /** What follows the last part, such as the address of a source map. */
  readonly tail: string
}
