import type { OfflineOptions } from '@mortise/shared'
import type { Reach } from './reach.ts'
import type { RequestEvent, WorkerScope } from './worker-scope.ts'

interface Needs {
  readonly scope: WorkerScope
  readonly options: OfflineOptions
  readonly reach: Reach
  /** The page as it is kept, for an address that gets it. */
  findPage(url: string): Promise<Response | undefined>
  /** Told of each page that starts from what is kept. */
  startsHere(clientId: string): void
}

/** Answers navigations to the app: the server's page, or the kept one with all that belongs to it. */
export function createAnswerPage({ scope, options, reach, findPage, startsHere }: Needs) {
  async function ask(event: RequestEvent): Promise<Response | undefined> {
    try {
      const response = (await event.preloadResponse) ?? (await scope.fetch(event.request))
      if (response.status < 500) {
        reach.heard()
        return response
      }
    } catch {
      // The same as a server that fails.
    }
    reach.lost()
    return undefined
  }

  function keptFor(event: RequestEvent, page: Response) {
    startsHere(event.resultingClientId)
    return page
  }

  return async function answerPage(event: RequestEvent): Promise<Response> {
    const kept = await findPage(event.request.url)
    // Nothing to fall back on: the browser's own answer, its own error page too.
    if (!kept) return (await event.preloadResponse) ?? scope.fetch(event.request)
    if (options.navigation === 'cache-first') return keptFor(event, kept)
    const asked = ask(event)
    // A preloaded answer that nobody reads is a warning in the console.
    event.waitUntil(asked)
    const answer = await Promise.race([asked, after(options.deadline)])
    if (!answer) reach.lost()
    return answer ?? keptFor(event, kept)
  }
}

const after = (ms: number) =>
  new Promise<undefined>((resolve) => {
    setTimeout(resolve, ms, undefined)
  })
