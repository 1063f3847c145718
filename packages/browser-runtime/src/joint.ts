import { abortable } from './abortable.ts'

/** Joins work under way: resolves as the work does, rejects at once when the caller's signal aborts. */
export type Join<Result> = (signal?: AbortSignal) => Promise<Result>

/** Work with many callers: it runs once, and its own signal aborts when the last caller has left. */
export function createJoint<Result>(work: (signal: AbortSignal) => Promise<Result>): Join<Result> {
  const controller = new AbortController()
  const result = work(controller.signal)
  let callers = 0
  return async (signal) => {
    callers++
    try {
      return await abortable(result, signal)
    } finally {
      callers--
      if (signal?.aborted && !callers) controller.abort(signal.reason)
    }
  }
}

/** The work under way for a key, or new work. */
export function joined<Result>(
  works: Map<string, Join<Result>>,
  key: string,
  work: (lastCaller: AbortSignal) => Promise<Result>,
): Join<Result> {
  const join = works.get(key) ?? createJoint(work)
  works.set(key, join)
  return join
}
