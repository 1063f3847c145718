import type { Factory, Linker } from '../linker/linker.ts'
import { settle, urgent } from './elements.ts'
import type { Recover, Resource } from './recovery.ts'

/** A chunk of a release, at its address. */
export interface Chunk extends Resource {
  readonly id: string
  /** The file in which it comes with others. */
  readonly pack?: Resource | undefined
}

export interface Scripts {
  /**
   * Registers the chunk's factory; callers at the same time share one request. A pack is asked for
   * once in a page: whatever of it is not here then is fetched alone.
   * @throws what `recover` throws, which hears too of a script that registered nothing.
   */
  load(chunk: Chunk, recover: Recover): Promise<void>
  /** Nobody waits for the chunk's request any more: the next one is another. */
  giveUp(chunk: Chunk): void
}

type Register = (deps: readonly string[], factory: Factory, id?: string) => void

/** The element that a chunk's script is running from carries the way to its own linker. */
interface ChunkScript extends HTMLScriptElement {
  register?: Register
}

export function createScripts(
  linker: Pick<Linker, 'register' | 'has'>,
  nonce: string | undefined,
  /** Hears why a pack did not come, which stops nothing. */
  missPack: (cause: unknown) => unknown,
): Scripts {
  // By address: chunks while they are under way, packs for good; empty where somebody gave up.
  const known = new Map<string, Promise<unknown> | undefined>()
  // Production chunks call this; the element says which host is meant, and in a file of one which chunk.
  const page = globalThis as { mortise?: Register }
  page.mortise ??= (...call) => (document.currentScript as ChunkScript | null)?.register?.(...call)

  return {
    async load(chunk, recover) {
      const { id: ownId, pack } = chunk
      for (const resource of [pack, chunk]) {
        if (!resource || linker.has(ownId)) continue
        const { url, integrity } = resource
        const src = url + (known.has(url) ? `?${Date.now()}` : '')
        const insert = async () => {
          const script = Object.assign(document.createElement('script'), urgent(integrity, nonce), {
            src,
            register: ((deps, factory, id = ownId) =>
              linker.register(id, deps, factory)) satisfies Register,
          })
          await settle(script, document.head).finally(() => script.remove())
        }
        const ask = () => insert().catch((cause: unknown) => recover(resource, insert, cause))
        const work =
          known.get(url) ??
          (resource === pack ? ask().catch(missPack) : ask().finally(() => known.delete(url)))
        known.set(url, work)
        await work
      }
      if (!linker.has(ownId)) await recover(chunk)
    },
    giveUp({ url, pack }) {
      if (pack) known.set(pack.url, Promise.resolve())
      if (known.has(url)) known.set(url, undefined)
    },
  }
}
