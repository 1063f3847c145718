import type { Dispose } from '../plugin.ts'
import type { Ahead, Brought } from './job.ts'

/** What the scheduler has of the page. */
export interface PageNetwork {
  bring(file: Ahead, signal: AbortSignal, onBytes: (count: number) => void): Promise<Brought>
  /** Online, and somebody may be looking, or waits for it elsewhere meanwhile. Never after the end. */
  isOpen(file: Pick<Ahead, 'reason'>): boolean
  onOpen(listener: () => void): Dispose
  /** Bytes before compression that the page has fetched over the network. */
  traffic(): number
  end(): void
}

export function createPageNetwork(page: Window = window): PageNetwork {
  const { document, navigator, performance } = page
  let traffic = 0
  let isOver = false
  const count = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) {
      const { transferSize, decodedBodySize } = entry as PerformanceResourceTiming
      // Nothing is transferred for what comes from the browser's cache.
      if (transferSize > 0) traffic += decodedBodySize
    }
  }
  const observer = new PerformanceObserver((list) => count(list.getEntries()))
  observer.observe({ type: 'resource', buffered: true })
  count(performance.getEntriesByType('navigation'))
  return {
    async bring(file, signal, onBytes) {
      if (!file.isRead && !file.integrity && isAskedFor(file.url, page)) return { bytes: 0 }
      return fetchAhead(file, signal, onBytes)
    },
    isOpen: ({ reason }) =>
      !isOver && navigator.onLine && (reason === 'warm' || document.visibilityState === 'visible'),
    onOpen(listener) {
      page.addEventListener('online', listener)
      document.addEventListener('visibilitychange', listener)
      return () => {
        page.removeEventListener('online', listener)
        document.removeEventListener('visibilitychange', listener)
      }
    },
    traffic: () => traffic,
    end() {
      isOver = true
      observer.disconnect()
    },
  }
}

/** A preload link of the build's or an earlier load has fetched it, or is about to. */
function isAskedFor(url: string, { document, performance }: Window) {
  const links = document.querySelectorAll<HTMLLinkElement>(
    'link[rel=preload],link[rel=modulepreload]',
  )
  if ([...links].some(({ href }) => href === url)) return true
  const entries = performance.getEntriesByName(url, 'resource') as PerformanceResourceTiming[]
  return entries.some(({ responseStatus = 200, decodedBodySize }) => {
    // 0 is what a failed request has, and one to another origin, which then tells no size either.
    return decodedBodySize > 0 && responseStatus < 400
  })
}

/**
 * Into the HTTP cache, where the element that asks later finds it: it sends the same mode and
 * credentials. No `<link>`: that needs the page's nonce, Safari knows no prefetch, and neither tells
 * of its progress. Speculation has no `integrity` on code: with it a browser hands no byte out before the
 * last one is here, and the element that runs it checks it.
 */
async function fetchAhead(
  { url, reason, integrity = '', isRead }: Ahead,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Brought> {
  const priority = reason === 'intent' ? 'high' : 'low'
  const response = await fetch(url, { signal, priority, integrity })
  if (!response.ok) throw new Error(`The server answered ${url} with ${response.status}.`)
  let bytes = 0
  let text = ''
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  // A body that nobody reads does not arrive.
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.length
    onBytes(part.value.length)
    if (isRead) text += decoder.decode(part.value, { stream: true })
  }
  return { bytes: isFromCache(url) ? 0 : bytes, ...(isRead && { text: text + decoder.decode() }) }
}

/** The browser's own cache had it, so that it cost nobody anything. */
function isFromCache(url: string) {
  const [last] = performance.getEntriesByName(url, 'resource').slice(-1)
  const { transferSize = 1, decodedBodySize = 0 } = (last ??
    {}) as Partial<PerformanceResourceTiming>
  return transferSize === 0 && decodedBodySize > 0
}
