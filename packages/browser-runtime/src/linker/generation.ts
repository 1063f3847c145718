import { createRecord, evaluatePlain, type ChunkRecord, type Factory } from './chunk-record.ts'
import type { Evaluation } from './evaluation.ts'
import { linkError } from './link-error.ts'
import { defineExports, type Namespace } from './namespace.ts'

/** What a generation is linked from; the loader answers. */
export interface ChunkSource {
  /** The registered chunk of a logical name; `url` is its `import.meta.url`. */
  chunk(name: string): { id: string; url: string } | undefined
  /** The resolved shared dependency of a key. */
  shared(key: string): Namespace | undefined
  /** Before a dynamic import: registers the chunk with its closure and styles. Asked every time. */
  load(name: string): Promise<void>
  /** How long an evaluation may wait for its top-level `await`, in ms; for ever when absent. */
  readonly timeout?: number
}

/** One instance of a plugin's chunks. */
export interface LinkedGeneration {
  /**
   * Links and evaluates a chunk whose closure is registered. Returns a promise only where something
   * is asynchronous, or stands in a cycle and is the first of the generation that does. Throws `LinkError`, or what the chunk threw: the same error each time.
   */
  link(name: string): Namespace | Promise<Namespace>
  /** Drops every reference, so that the chunks' memory comes back. Evaluates nothing after. */
  dispose(): void
}

export interface Definition {
  readonly dependencies: readonly string[]
  readonly factory: Factory
}

export function createGeneration(
  definitions: ReadonlyMap<string, Definition>,
  initialSource: ChunkSource,
): LinkedGeneration {
  let source: ChunkSource | undefined = initialSource
  let evaluation: Evaluation | undefined
  const records = new Map<string, ChunkRecord>()

  const aliveFor = (name: string): ChunkSource => {
    if (!source) throw linkError('CHUNK_DISPOSED', name)
    return source
  }
  const collect = (name: string, added: Map<string, ChunkRecord>): ChunkRecord => {
    const known = records.get(name) ?? added.get(name)
    if (known) return known
    const { chunk, shared } = aliveFor(name)
    const address = chunk(name)
    const instance = address ? undefined : shared(name)
    if (instance) return createRecord(name, instance)
    const definition = address && definitions.get(address.id)
    if (!definition) throw linkError('CHUNK_MISSING', name)
    const record = createRecord(name, Object.create(null), definition.factory, () => {
      aliveFor(name)
      return contextOf(address.url, importChunk, evaluation?.mergeStars)
    })
    added.set(name, record)
    for (const key of definition.dependencies) {
      const dependency = collect(key, added)
      record.dependencies.push(dependency)
      record.isPlain &&= dependency.isPlain
    }
    return record
  }
  const link = (name: string): Namespace | Promise<Namespace> => {
    aliveFor(name)
    // Records join the generation together: a graph that lacks a chunk can be linked again later.
    const added = new Map<string, ChunkRecord>()
    const record = collect(name, added)
    for (const [key, fresh] of added) records.set(key, fresh)
    const evaluate = record.isPlain ? evaluatePlain : (evaluation?.evaluate ?? evaluateFirst)
    return evaluate(record)?.then(() => record.namespace) ?? record.namespace
  }
  /** Few chunks are not plain: what they need is fetched for the first of them. */
  const evaluateFirst = async (record: ChunkRecord) => {
    const module = await import('./evaluation.ts')
    evaluation ??= module.createEvaluation(evaluatePlain, defineExports, aliveFor)
    return evaluation.evaluate(record)
  }
  const importChunk = async (name: string): Promise<Namespace> => {
    const { chunk, load } = aliveFor(name)
    if (chunk(name)) await load(name)
    return link(name)
  }
  return {
    link,
    dispose() {
      source = undefined
      records.clear()
    },
  }
}

/** A factory's last argument. The factory pass writes these names. */
function contextOf(
  url: string,
  importChunk: (name: string) => Promise<Namespace>,
  mergeStars: Evaluation['mergeStars'] | undefined,
) {
  return {
    m: {
      __proto__: null,
      url,
      // A bare specifier throws, as it does without an import map.
      resolve: (specifier: string) =>
        new URL(specifier, /^\.{0,2}\//.test(specifier) ? url : undefined).href,
    },
    i: importChunk,
    x: async (specifier: unknown) => {
      throw linkError('CHUNK_UNKNOWN', `${specifier}`)
    },
    s: mergeStars,
  }
}
