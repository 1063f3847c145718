import type { Packs } from './compose-pack.ts'
import type { Places } from './places.ts'
import type { Reach } from './reach.ts'
import type { Store } from './store.ts'
import type { RequestEvent, WorkerScope } from './worker-scope.ts'

interface Needs {
  readonly scope: WorkerScope
  readonly files: Store
  readonly packs: Packs
  readonly places: Places
  readonly reach: Reach
}

/** Ways to answer requests for files whose address tells their content. */
export interface AnswerFile {
  /** The kept one, then one composed of what is kept, then the server's. */
  pack(event: RequestEvent): Promise<Response>
  /** Where the server was just not reached: waits for nothing that is kept. */
  keptFirst(event: RequestEvent): Promise<Response>
  /** Where nobody knows. A file that the server no longer has is one of an older build. */
  serverFirst(event: RequestEvent): Promise<Response>
}

export function createAnswerFile({ scope, files, packs, places, reach }: Needs): AnswerFile {
  const find = ({ url, integrity }: Request) => files.find(url, integrity || places.files.get(url))

  async function ask(request: Request): Promise<Response> {
    try {
      const response = await scope.fetch(request)
      reach.heard()
      return response
    } catch (cause) {
      reach.lost()
      throw cause
    }
  }

  return {
    async pack(event) {
      const { request } = event
      const kept = await find(request)
      if (kept) return kept
      const composed = await packs.compose(request.url, request.integrity)
      if (!composed) return ask(request)
      event.waitUntil(composed.saved)
      return composed.response
    },
    keptFirst: async ({ request }) => (await find(request)) ?? ask(request),
    async serverFirst({ request }) {
      try {
        const response = await ask(request)
        return response.ok ? response : ((await find(request)) ?? response)
      } catch (cause) {
        const kept = await find(request)
        if (kept) return kept
        throw cause
      }
    },
  }
}
