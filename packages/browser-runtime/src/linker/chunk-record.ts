import type { EvaluationRecord } from './evaluation.ts'
import { tagOf } from './tag-of.ts'
import { defineExports, type Namespace } from './namespace.ts'

/**
 * What a chunk registers: a function of its dependencies' namespaces and of the context, if it uses
 * that, which returns the chunk's exports. `async` with top-level `await`; a generator in a cycle.
 */
export type Factory = (...args: never[]) => unknown

export interface ChunkRecord extends EvaluationRecord {
  readonly namespace: Namespace
  readonly dependencies: ChunkRecord[]
  /** Once all records of a graph exist: lets a chunk in a cycle show its exports before it runs. */
  prepare(): void
}

type Steps = Generator<unknown, unknown, unknown>

/** A chunk that is not evaluated yet. */
export function createChunkRecord(
  factory: Factory,
  createContext: () => object,
  checkAlive: () => void,
): ChunkRecord {
  const record = createRecord(Object.create(null) as Namespace, 'new')
  const { namespace, dependencies } = record
  let steps: Steps | undefined
  const call = () => {
    const args: unknown[] = dependencies.map((dependency) => dependency.namespace)
    if (factory.length > args.length) args.push(createContext())
    return factory(...(args as never[]))
  }
  return Object.assign(record, {
    prepare() {
      if (tagOf(factory) !== 'GeneratorFunction') return
      // The first step hoists functions and yields the exports; the others run the chunk's code.
      steps = call() as Steps
      defineExports(namespace, steps.next().value as object | undefined)
    },
    execute() {
      checkAlive()
      if (!steps) return call()
      const result = steps.next()
      return result.done ? undefined : drive(steps, result)
    },
    complete(exports: unknown) {
      if (!steps) defineExports(namespace, exports as object | undefined)
    },
  })
}

/** A shared dependency, which was evaluated before. */
export function createSharedRecord(namespace: Namespace): ChunkRecord {
  return createRecord(namespace, 'closed')
}

function createRecord(namespace: Namespace, state: ChunkRecord['state']): ChunkRecord {
  const record: Omit<ChunkRecord, 'root'> = {
    namespace,
    state,
    dependencies: [],
    low: 0,
    order: 0,
    pending: 0,
    parents: [],
    prepare() {},
    execute() {},
    complete() {},
  }
  return Object.assign(record, { root: record as ChunkRecord })
}

/** Top-level `await` of a chunk in a cycle: it yields what it awaits. */
async function drive(steps: Steps, first: IteratorResult<unknown>) {
  let result = first
  while (!result.done) {
    let resume: () => IteratorResult<unknown>
    try {
      const value = await result.value
      resume = () => steps.next(value)
    } catch (error) {
      resume = () => steps.throw(error)
    }
    result = resume()
  }
}
