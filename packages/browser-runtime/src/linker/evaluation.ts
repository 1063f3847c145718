import { tagOf } from './tag-of.ts'

/** A module's place in the evaluation of a graph (ECMA-262 §16.2.1.6, Cyclic Module Records). */
export interface EvaluationRecord {
  readonly dependencies: readonly EvaluationRecord[]
  /** Runs the module. Returns its exports, or a promise of them where it has top-level `await`. */
  execute(): unknown
  complete(exports: unknown): void

  /** `open` while the walk that evaluates its cycle is under way. */
  state: 'new' | 'open' | 'closed'
  failure?: { readonly error: unknown }
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
 * Evaluates a module after its dependencies, each once. Returns a promise only where something is
 * asynchronous. Throws, or rejects with, the error of the module that failed: the same one each time.
 */
export type Evaluate = (record: EvaluationRecord) => Promise<void> | undefined

export function createEvaluate(): Evaluate {
  let latest = 0
  const rank = () => ++latest
  const run = createRun(rank)

  const visit = (record: EvaluationRecord, stack: EvaluationRecord[]) => {
    if (record.failure) throw record.failure.error
    if (record.state !== 'new') return
    record.state = 'open'
    const place = stack.push(record) - 1
    record.low = place
    for (const dependency of record.dependencies) {
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

  return (record) => {
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

/** Runs one module whose dependencies are evaluated. Returns whether it ran to its end. */
function createRun(rank: () => number) {
  const run = (record: EvaluationRecord): boolean => {
    const result = record.execute()
    // By tag: zone.js replaces the global Promise, and a chunk may export a function `then`.
    if (tagOf(result) !== 'Promise') {
      record.complete(result)
      return true
    }
    record.order ||= rank()
    const resume = (exports: unknown) => {
      record.complete(exports)
      release(record)
    }
    void (result as Promise<unknown>).then(resume, (error) => fail(record, error))
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
