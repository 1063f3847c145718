import type { Page, Request } from '@playwright/test'

/** One request and what became of it. Times are milliseconds since the log began. */
export interface Exchange {
  /** Path and query; the whole address when it goes to another origin. */
  path: string
  type: string
  startedAt: number
  finishedAt?: number
  status?: number
  /** Bytes of the body as transferred. */
  bytes: number
  /** Why no answer came. */
  failure?: string
}

export interface NetworkLog {
  readonly all: readonly Exchange[]
  /** What was requested since the last call of `mark`. */
  readonly recent: readonly Exchange[]
  scripts(of?: readonly Exchange[]): string[]
  mark(): void
  /** Resolves when nothing has been under way for `quietMs`. */
  settled(quietMs?: number): Promise<void>
}

/** Writes down every request that the page makes from now on. */
export function recordNetwork(page: Page): NetworkLog {
  const exchanges: Exchange[] = []
  const open = new Map<Request, Exchange>()
  const began = performance.now()
  const now = () => performance.now() - began
  let marked = 0
  let lastChange = 0

  page.on('request', (request) => {
    const exchange = {
      path: pathOf(request.url(), page.url()),
      type: request.resourceType(),
      startedAt: now(),
      bytes: 0,
    }
    exchanges.push(exchange)
    open.set(request, exchange)
    lastChange = now()
  })
  page.on('response', (response) => {
    const exchange = open.get(response.request())
    if (exchange) exchange.status = response.status()
  })
  page.on('requestfinished', async (request) => {
    const exchange = open.get(request)
    if (!exchange) return
    exchange.finishedAt = now()
    // A navigation may take the answer away while it is being asked for.
    const sizes = await request.sizes().catch(() => undefined)
    exchange.bytes = sizes?.responseBodySize ?? 0
    open.delete(request)
    lastChange = now()
  })
  page.on('requestfailed', (request) => {
    const exchange = open.get(request)
    if (!exchange) return
    exchange.finishedAt = now()
    exchange.failure = request.failure()?.errorText ?? 'failed'
    open.delete(request)
    lastChange = now()
  })

  return {
    all: exchanges,
    get recent() {
      return exchanges.slice(marked)
    },
    scripts(of = exchanges) {
      return of.filter(({ type }) => type === 'script').map(({ path }) => path)
    },
    mark() {
      marked = exchanges.length
    },
    async settled(quietMs = 300) {
      while (open.size > 0 || now() - lastChange < quietMs) {
        await page.waitForTimeout(50)
      }
    },
  }
}

function pathOf(url: string, pageUrl: string) {
  const { origin, pathname, search } = new URL(url)
  const own = pageUrl === 'about:blank' || new URL(pageUrl).origin === origin
  return own ? pathname + search : url
}
