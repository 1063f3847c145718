/** Runs work when the browser has nothing better to do; Safari has no idle callbacks. */
export function whenIdle(work: () => unknown) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => work())
  else setTimeout(work)
}
