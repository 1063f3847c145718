/**
 * Paces work that changes ask for: the first change starts it at once, further ones wait until `quiet`
 * ms after the last of them. One run at a time. Gives what a change calls.
 */
export function createPacer(quiet: () => number, work: () => Promise<void>): () => void {
  let last = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = Promise.resolve()
  const run = () => {
    running = running.then(work)
  }
  return () => {
    const now = performance.now()
    const isFirst = now - last >= quiet()
    last = now
    clearTimeout(timer)
    if (isFirst) run()
    else timer = setTimeout(run, quiet())
  }
}
