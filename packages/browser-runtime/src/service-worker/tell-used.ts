import type { UsedMessage } from './used-message.ts'

/** ms for which addresses are collected, so that a start is one message. */
const pause = 1000

/**
 * Tells the worker what the page fetches, from the first request on. The worker gets it from the HTTP
 * cache then, and need not stand between the page and its files. Returns the function that ends it.
 */
export function tellUsed(post: (message: UsedMessage) => void): () => void {
  const urls = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    post({ mortiseUsed: [...urls] })
    urls.clear()
    timer = undefined
  }
  const observer = new PerformanceObserver((list) => {
    const own = list.getEntries().filter(({ name }) => name.startsWith(`${location.origin}/`))
    if (own.length === 0) return
    for (const { name } of own) urls.add(name)
    timer ??= setTimeout(tell, pause)
  })
  observer.observe({ type: 'resource', buffered: true })
  return () => {
    observer.disconnect()
    clearTimeout(timer)
  }
}
