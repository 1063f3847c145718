/** Runs work when the browser has nothing better to do; Safari has no idle callbacks. */
export function whenIdle(work: () => unknown) {
  const { requestIdleCallback = setTimeout } = globalThis as Partial<typeof globalThis>
  requestIdleCallback(work)
}
