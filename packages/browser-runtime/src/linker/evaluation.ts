import type { ChunkRecord } from './chunk-record.ts'
import type { ChunkSource } from './generation.ts'
import { mergeStars } from './merge-stars.ts'
import type { Namespace } from './namespace.ts'

/** Of the start-up path; handed in, so that the bundler cuts nothing out of that. */
export interface EvaluationTools {
  evaluatePlain(record: ChunkRecord): undefined
  defineExports(namespace: Namespace, exports?: object): void
  /** Throws once the generation is disposed. */
  aliveFor(name: string): Pick<ChunkSource, 'timeout'>
}

type Steps = Generator<unknown, unknown, unknown>

/** A module's place in the evaluation of a graph (ECMA-262 §16.2.1.6, Cyclic Module Records). */
interface EvaluationRecord extends ChunkRecord {
  readonly dependencies: EvaluationRecord[]
  /** `open` while the walk that evaluates its cycle is under way. */
  state?: 'new' | 'open' | 'closed'
  /** Of a chunk in a cycle, after the first step: it hoisted functions and yielded the exports. */
  steps?: Steps
  /** Lowest place on the stack that it reaches: equal for all modules of a cycle. */
  low: number
  /** The module of its cycle that was reached first, and whose evaluation stands for all. */
  root: EvaluationRecord
  /** Rank among the modules that wait or run asynchronously; 0 once nothing is awaited. */
  order: number
  /** Dependencies that it still waits for. */
  pending: number
  /** Modules that wait for it. */
  parents: EvaluationRecord[]
  /** Of the whole evaluation; there once somebody waits for it. */
  settled?: Promise<void>
  resolve?: () => void
  reject?: (error: unknown) => void
}

/**
 * Evaluates a module of a graph with cycles or top-level `await` after its dependencies, each once.
 * Returns a promise only where something is asynchronous. Throws, or rejects with, the error of the
 * module that failed: the same one each time.
 */
type Evaluate = (record: ChunkRecord) => Promise<void> | undefined

/** What a generation with chunks that are not plain needs. */
export interface Evaluation {
  readonly evaluate: Evaluate
  readonly mergeStars: typeof mergeStars
}

export function createEvaluation(
  evaluatePlain: EvaluationTools['evaluatePlain'],
  defineExports: EvaluationTools['defineExports'],
  aliveFor: EvaluationTools['aliveFor'],
): Evaluation {
  const tools: EvaluationTools = { evaluatePlain, defineExports, aliveFor }
  const evaluate = createEvaluate(tools)
  return {
    evaluate: (record) => limit(record, evaluate(record), aliveFor(record.name).timeout),
    mergeStars,
  }
}

/** The loader gives the error its words. */
function limit(record: ChunkRecord, settled: Promise<void> | undefined, timeout?: number) {
  if (!settled || timeout === undefined) return settled
  return new Promise<void>((resolve, reject) => {
    const tooLate = () => {
      const error = new Error(`"${record.name}" still awaits something after ${timeout} ms`)
      reject(Object.assign(error, { code: 'LIFECYCLE_MODULE_TIMEOUT', timeout }))
    }
    const timer = setTimeout(tooLate, timeout)
    settled.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function createEvaluate(tools: EvaluationTools): Evaluate {
  let latest = 0
  const rank = () => ++latest
  const run = createRun(rank, tools)

  const visit = (record: EvaluationRecord, stack: EvaluationRecord[]) => {
    if (record.failure) throw record.failure.error
    if (record.state !== 'new') return
    record.state = 'open'
    const place = stack.push(record) - 1
    record.low = place
    for (const dependency of record.dependencies) {
      if (dependency.isPlain) {
        tools.evaluatePlain(dependency)
        continue
      }
      visit(dependency, stack)
      const inCycle = dependency.state === 'open'
      if (inCycle) record.low = Math.min(record.low, dependency.low)
      const required = inCycle ? dependency : dependency.root
      if (required.failure) throw required.failure.error
      if (required.order > 0) {
        record.pending += 1
        required.parents.push(record)
      }
    }
    if (record.pending > 0) record.order = rank()
    else run(record)
    if (record.low === place) closeCycle(record, stack.splice(place))
  }

  return (chunk) => {
    const record = chunk as EvaluationRecord
    prepare(record, tools)
    const stack: EvaluationRecord[] = []
    try {
      visit(record, stack)
    } catch (error) {
      for (const member of stack) fail(member, error)
      throw error
    }
    const { root } = record
    if (root.failure) throw root.failure.error
    if (root.order === 0) return undefined
    root.settled ??= new Promise((resolve, reject) => Object.assign(root, { resolve, reject }))
    return root.settled
  }
}

/** Lets every chunk in a cycle show its exports before the first one runs. */
function prepare(record: EvaluationRecord, tools: EvaluationTools) {
  if (record.isPlain || record.state) return
  const { dependencies, kind, namespace } = record
  const fresh = { state: 'new', root: record, low: 0, order: 0, pending: 0, parents: [] } as const
  Object.assign(record, fresh)
  for (const dependency of dependencies) prepare(dependency, tools)
  if (kind !== 'GeneratorFunction') return
  record.steps = record.call() as Steps
  tools.defineExports(namespace, record.steps.next().value as object | undefined)
}

/** Runs one module whose dependencies are evaluated. Returns whether it ran to its end. */
function createRun(rank: () => number, { aliveFor, defineExports }: EvaluationTools) {
  const complete = ({ steps, namespace }: EvaluationRecord, exports: unknown) => {
    if (!steps) defineExports(namespace, exports as object | undefined)
  }

  const run = (record: EvaluationRecord): boolean => {
    aliveFor(record.name)
    const result = execute(record)
    if (!result.awaited) {
      complete(record, result.exports)
      return true
    }
    record.order ||= rank()
    const resume = (exports: unknown) => {
      complete(record, exports)
      release(record)
    }
    void result.awaited.then(resume, (error) => fail(record, error))
    return false
  }

  /** Runs the modules that waited for this one, in the order in which they were first reached. */
  const release = (finished: EvaluationRecord) => {
    const ready = finish(finished)
    while (ready.length > 0) {
      const next = ready.sort((a, b) => a.order - b.order).shift()
      if (!next || next.failure) continue
      try {
        if (run(next)) ready.push(...finish(next))
      } catch (error) {
        fail(next, error)
      }
    }
  }
  return run
}

interface Execution {
  exports?: unknown
  /** By the factory's kind, not its result: a chunk may export a function `then`. */
  awaited?: Promise<unknown>
}

function execute({ kind, steps, call }: EvaluationRecord): Execution {
  if (!steps) {
    const result = call?.()
    return kind ? { awaited: result as Promise<unknown> } : { exports: result }
  }
  const first = steps.next()
  return first.done ? {} : { awaited: drive(steps, first) }
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

function closeCycle(root: EvaluationRecord, members: readonly EvaluationRecord[]) {
  for (const member of members) {
    member.state = 'closed'
    member.root = root
  }
}

/** Returns the modules that waited for this one alone. */
function finish(record: EvaluationRecord): EvaluationRecord[] {
  record.order = 0
  record.resolve?.()
  return record.parents.splice(0).filter((parent) => --parent.pending === 0)
}

function fail(record: EvaluationRecord, error: unknown) {
  if (record.failure) return
  record.order = 0
  record.failure = { error }
  for (const parent of record.parents.splice(0)) fail(parent, error)
  record.reject?.(error)
}
