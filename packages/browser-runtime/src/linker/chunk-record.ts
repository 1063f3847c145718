import { defineExports, type Namespace } from './namespace.ts'

/**
 * What a chunk registers: a function of its dependencies' namespaces and of the context, which returns the chunk's exports. `async` with top-level `await`; a generator in a cycle.
 */
export interface Factory {
  (...args: never[]): unknown
  /** Absent from a function that is neither `async` nor a generator. */
  readonly [Symbol.toStringTag]?: string
}

/** A chunk, or a shared dependency, in one generation. */
export interface ChunkRecord {
  readonly name: string
  readonly namespace: Namespace
  readonly dependencies: ChunkRecord[]
  /** Of the factory: `AsyncFunction`, `GeneratorFunction`, or absent. */
  readonly kind?: string | undefined
  /** Nothing that it reaches awaits, or stands in a cycle. */
  isPlain: boolean
  isEvaluated: boolean
  failure?: { readonly error: unknown }
  /** Calls the factory. */
  call(): unknown
}

/** A chunk has a factory; a shared dependency was evaluated before, and has a namespace. */
export function createRecord(
  name: string,
  namespace: Namespace,
  factory?: Factory,
  createContext?: () => object,
): ChunkRecord {
  const kind = factory?.[Symbol.toStringTag]
  const dependencies: ChunkRecord[] = []
  return {
    name,
    kind,
    namespace,
    dependencies,
    isPlain: !kind,
    isEvaluated: !factory,
    call() {
      const namespaces = dependencies.map((dependency) => dependency.namespace)
      return factory?.(...([...namespaces, createContext?.()] as never[]))
    },
  }
}

/** Evaluates a plain chunk after its dependencies, each once. What failed throws the same each time. */
export function evaluatePlain(record: ChunkRecord): undefined {
  const { failure, isEvaluated, namespace, dependencies } = record
  if (failure) throw failure.error
  if (isEvaluated) return
  record.isEvaluated = true
  try {
    dependencies.forEach(evaluatePlain)
    defineExports(namespace, record.call() as object | undefined)
  } catch (error) {
    record.failure = { error }
    throw error
  }
}
