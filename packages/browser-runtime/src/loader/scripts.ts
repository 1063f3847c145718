import { refuse } from '../errors.ts'
import type { Factory, Linker } from '../linker/linker.ts'
import { settle, urgent } from './elements.ts'
import type { Recover, Resource, ResourceOwner } from './recovery.ts'

/** A chunk of a release, at its address. */
export interface Chunk extends Resource {
  readonly id: string
}

export interface Scripts {
  /**
   * Registers the chunk's factory; callers at the same time share one request.
   * @throws CHUNK_NOT_REGISTERED, and what `recover` throws.
   */
  load(chunk: Chunk, owner: ResourceOwner, recover: Recover): Promise<void>
  /** Nobody waits for the chunk's request any more: the next one is another. */
  giveUp(id: string | undefined): void
}

type Register = (deps: readonly string[], factory: Factory) => void

/** The element that a chunk's script is running from carries the way to its own linker. */
interface ChunkScript extends HTMLScriptElement {
  register?: Register
}

export function createScripts(linker: Pick<Linker, 'register' | 'has'>, nonce?: string): Scripts {
  const underWay = new Map<string, Promise<void>>()
  // A browser lets a request wait for one to the same address that hangs.
  const queries = new Map<string, string>()
  // Production chunks call this; the element says which host and chunk is meant.
  const page = globalThis as { mortise?: Register }
  page.mortise ??= (deps, factory) => {
    ;(document.currentScript as ChunkScript | null)?.register?.(deps, factory)
  }

  async function insert({ id, url, integrity }: Chunk) {
    const script = Object.assign(document.createElement('script'), urgent(integrity, nonce), {
      src: url + (queries.get(id) ?? ''),
      register: linker.register.bind(undefined, id) satisfies Register,
    })
    await settle(script, document.head).finally(() => script.remove())
  }

  return {
    async load(chunk, owner, recover) {
      const { id, url } = chunk
      if (linker.has(id)) return
      const work =
        underWay.get(id) ??
        insert(chunk)
          .catch((cause: unknown) => recover(chunk, () => insert(chunk), cause))
          .finally(() => underWay.delete(id))
      underWay.set(id, work)
      await work
      if (!linker.has(id)) await refuse('chunkNotRegistered', { ...owner, url })
    },
    giveUp(id) {
      if (id && underWay.delete(id)) queries.set(id, (queries.get(id) ?? '?') + 1)
    },
  }
}
