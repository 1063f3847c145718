/** Waits for work at most `ms`, then rejects with what `tooLate` gives. The work itself goes on. */
export function withDeadline<Result>(
  work: PromiseLike<Result>,
  ms: number,
  tooLate: () => unknown,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(async () => reject(await tooLate()), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
