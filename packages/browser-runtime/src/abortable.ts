/** Waits for work that cannot be stopped; rejects with the signal's reason as soon as it aborts. */
export function abortable<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave)
    // One listener on a long-lived signal must not outlive the work.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
