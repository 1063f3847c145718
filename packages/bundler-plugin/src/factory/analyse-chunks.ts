import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { analyseChunk, type ChunkFacts } from './analyse-chunk.ts'
import { makeAnew, type Remember } from './remember.ts'

interface Chunk {
  readonly name: string
  readonly code: string
}

/** Characters of code from which other threads save more than their start costs (about 100 ms). */
const worthwhile = 1_000_000
const mostThreads = 4

/**
 * Facts of all chunks of a build, in their order. Parsing is most of the factory pass and needs nothing
 * but a chunk's own text, so a large build spreads it over the processor's cores. Throws `CHUNK_SYNTAX`.
 */
export async function analyseChunks(
  chunks: readonly Chunk[],
  remember: Remember = makeAnew,
): Promise<ChunkFacts[]> {
  const total = chunks.reduce((sum, { code }) => sum + code.length, 0)
  const threads = total < worthwhile ? 1 : Math.min(availableParallelism(), mostThreads)
  const [own = [], ...others] = share(chunks, total / threads)
  const elsewhere = others.map(analyseElsewhere)
  const facts = [analyseHere(own, remember), ...(await Promise.all(elsewhere))]
  return facts.flat()
}

const analyseHere = (chunks: readonly Chunk[], remember = makeAnew) =>
  chunks.map(({ name, code }) => remember(`chunk ${name} ${code}`, () => analyseChunk(name, code)))

/** Neighbouring chunks in parts of about `size` characters. */
function share(chunks: readonly Chunk[], size: number): Chunk[][] {
  const parts: Chunk[][] = []
  let before = 0
  for (const chunk of chunks) {
    const part = Math.min(Math.floor(before / size), mostThreads - 1)
    ;(parts[part] ??= []).push(chunk)
    before += chunk.code.length
  }
  return parts.filter((part) => part.length > 0)
}

/** In a thread of its own, with room for short-lived syntax trees; here when there is no thread to be had. */
async function analyseElsewhere(chunks: readonly Chunk[]): Promise<ChunkFacts[]> {
  const worker = new Worker(new URL('analyse-worker.js', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
  })
  try {
    const facts = await new Promise<ChunkFacts[]>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject).once('exit', reject)
      worker.postMessage(chunks.map(({ name, code }) => [name, code]))
    })
    return facts.map((one, index) => ({ ...one, code: chunks[index]?.code ?? '' }))
  } catch {
    // Sources run from TypeScript have no such file, and an error loses its class between threads.
    return analyseHere(chunks)
  } finally {
    await worker.terminate()
  }
}
