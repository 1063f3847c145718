import { abortable } from './abortable.ts'

/**
 * Waits for work at most `ms`, then rejects with what `tooLate` gives; and rejects with the signal's
 * reason as soon as that aborts. The work itself goes on.
 */
export function withDeadline<Result>(
  work: Promise<Result>,
  ms: number,
  tooLate: () => unknown,
  signal?: AbortSignal,
): Promise<Result> {
  const inTime = new Promise<Result>((resolve, reject) => {
    const timer = setTimeout(async () => reject(await tooLate()), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
  return abortable(inTime, signal)
}
