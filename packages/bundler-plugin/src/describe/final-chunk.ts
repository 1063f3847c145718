import { integrityOf, shortHashOf } from './content-hash.ts'

/** A chunk as it is written, with everything a manifest says of it. */
export interface FinalChunk {
  readonly name: string
  /** Path in the output folder. */
  readonly file: string
  /** What a page requests, relative to the output folder: the path, for some namings with the id as query. */
  readonly address: string
  readonly id: string
  readonly code: string
  readonly size: number
  readonly integrity: string
  readonly async: boolean
  /** Logical names of chunks and keys of shared dependencies that it imports, in order. */
  readonly deps: readonly string[]
  readonly dynamicDeps: readonly string[]
  /** Paths of its own style sheets in the output folder, in cascade order. */
  readonly styles: readonly string[]
}

export type ChunkNaming = 'hashed' | 'named' | 'sequential'

interface Unnamed extends Pick<
  FinalChunk,
  'name' | 'code' | 'async' | 'deps' | 'dynamicDeps' | 'styles'
> {
  /** Path without ending: `plugins/com.example.x/dashboard`. */
  readonly path: string
  readonly naming: ChunkNaming
  /** Position among the chunks of its folder, for `sequential`. */
  readonly position: number
}

/**
 * Gives a chunk its id and its address. `named` and `sequential` change the file name only: their address
 * carries the id as a query, so that no cache confuses two releases.
 */
export function finalizeChunk({ path, naming, position, ...chunk }: Unnamed): FinalChunk {
  const integrity = integrityOf(chunk.code)
  const id = shortHashOf(integrity)
  const folder = path.slice(0, path.lastIndexOf('/'))
  const files = {
    hashed: `${path}-${id}.js`,
    named: `${path}.js`,
    sequential: `${folder}/${position}.js`,
  } as const satisfies Record<ChunkNaming, string>
  const file = files[naming]
  return {
    ...chunk,
    file,
    address: naming === 'hashed' ? file : `${file}?v=${id}`,
    id,
    size: Buffer.byteLength(chunk.code),
    integrity,
  }
}

/** What a chunk needs before it can be linked. */
export interface Closure {
  /** Chunks, dependencies first, itself excluded. */
  readonly names: readonly string[]
  /** Keys of shared dependencies. */
  readonly shared: readonly string[]
}

/** Static closures of chunks, each worked out once. */
export function createClosures(chunks: ReadonlyMap<string, FinalChunk>): (name: string) => Closure {
  const known = new Map<string, Closure>()
  return (name) => {
    const closure = known.get(name) ?? closureOf(name, chunks)
    known.set(name, closure)
    return closure
  }
}

function closureOf(name: string, chunks: ReadonlyMap<string, FinalChunk>): Closure {
  const names: string[] = []
  const shared = new Set<string>()
  const seen = new Set<string>([name])
  const visit = (current: string) => {
    for (const dep of chunks.get(current)?.deps ?? []) {
      if (!chunks.has(dep)) shared.add(dep)
      else if (!seen.has(dep)) {
        seen.add(dep)
        visit(dep)
        names.push(dep)
      }
    }
  }
  visit(name)
  return { names, shared: [...shared] }
}

/** Names of all chunks that can be reached from `start`, by any kind of import, `start` included. */
export function reachableFrom(start: Iterable<string>, chunks: ReadonlyMap<string, FinalChunk>) {
  const seen = new Set<string>()
  const open = [...start]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chunk = chunks.get(name)
    if (!chunk || seen.has(name)) continue
    seen.add(name)
    open.push(...chunk.deps, ...chunk.dynamicDeps)
  }
  return [...seen].sort()
}
