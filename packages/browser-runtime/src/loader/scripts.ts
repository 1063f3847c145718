import type { Factory, Linker } from '../linker/linker.ts'
import { settle, urgent, type Resource } from './elements.ts'
import type { Recover } from './recovery.ts'

/** A chunk of a release, at its address. */
export interface Chunk extends Resource {
  readonly id: string
}

export interface Scripts {
  /** Registers the chunk's factory; callers at the same time share one request. */
  load(chunk: Chunk, recover: Recover): Promise<void>
}

type Register = (deps: readonly string[], factory: Factory) => void

/** The element that a chunk's script is running from carries the way to its own linker. */
interface ChunkScript extends HTMLScriptElement {
  register?: Register
}

export function createScripts(linker: Pick<Linker, 'register' | 'has'>, nonce?: string): Scripts {
  const underWay = new Map<string, Promise<void>>()
  installGlobal()

  async function insert({ id, ...resource }: Chunk) {
    const script: ChunkScript = document.createElement('script')
    const { href: _, ...attributes } = urgent(resource, nonce)
    Object.assign(script, attributes)
    script.register = (deps, factory) => linker.register(id, deps, factory)
    try {
      await settle(script, document.head)
    } finally {
      script.remove()
    }
    if (!linker.has(id)) throw new Error(`"${resource.url}" ran and registered no factory.`)
  }

  return {
    load(chunk, recover) {
      const { id } = chunk
      if (linker.has(id)) return Promise.resolve()
      const joined = underWay.get(id)
      if (joined) return joined
      const work = insert(chunk)
        .catch((cause: unknown) => recover(chunk, () => insert(chunk), cause))
        .finally(() => underWay.delete(id))
      underWay.set(id, work)
      return work
    },
  }
}

/** Production chunks call `mortise(deps, factory)`; the element says which host and chunk is meant. */
function installGlobal() {
  const page = globalThis as { mortise?: Register }
  page.mortise ??= (deps, factory) => {
    ;(document.currentScript as ChunkScript | null)?.register?.(deps, factory)
  }
}
