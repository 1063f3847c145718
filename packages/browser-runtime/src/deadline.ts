/** What takes longer is late: from then on something kept on this device may stand for it. In ms. */
export const patience = 3000

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
  return new Promise((resolve, reject) => {
    const timer = setTimeout(async () => reject(await tooLate()), ms)
    const leave = () => reject(signal?.reason)
    if (signal?.aborted) leave()
    signal?.addEventListener('abort', leave)
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      // One listener on a long-lived signal must not outlive the work.
      signal?.removeEventListener('abort', leave)
    })
  })
}

/** Rejects when work is late; it goes on. */
export const soon = <Result>(work: Promise<Result>): Promise<Result> =>
  withDeadline(work, patience, () => {})
