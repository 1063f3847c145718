import type { CreateContext } from '../context/context.ts'
import type { PluginContext } from '../plugin.ts'

/** Requests of plugins that are under way: those made by `context.fetch`, their bodies included. */
export interface Requests {
  /** Follows a context from now on. */
  follow(context: PluginContext): void
  /** The same for all contexts that this makes. */
  following(create: CreateContext): CreateContext
  /** Resolves when no request of the context is under way, or after a time in ms. */
  settled(context: PluginContext, limit: number): Promise<void>
}

/** What reads a body: until then the request is under way. */
const readers = ['arrayBuffer', 'blob', 'formData', 'json', 'text'] as const

export function createRequests(): Requests {
  const underWay = new WeakMap<PluginContext, Set<Promise<unknown>>>()

  function follow(context: PluginContext) {
    if (underWay.has(context)) return
    const open = new Set<Promise<unknown>>()
    underWay.set(context, open)
    const track = <Result>(work: Promise<Result>): Promise<Result> => {
      open.add(work)
      const over = () => open.delete(work)
      work.then(over, over)
      return work
    }
    const request = context.fetch
    const tracked: PluginContext['fetch'] = (...asked) =>
      track(
        request(...asked).then((response) => {
          for (const reader of readers) {
            const read = response[reader].bind(response) as () => Promise<never>
            response[reader] = () => track(read())
          }
          return response
        }),
      )
    Object.assign(context, { fetch: tracked })
  }

  return {
    follow,
    following: (create) => (facts) => {
      const owned = create(facts)
      follow(owned.context)
      return owned
    },
    async settled(context, limit) {
      const open = underWay.get(context)
      if (!open?.size) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, limit, 'late')
      })
      // Who has got an answer reads its body a moment later, or asks for something else.
      const quiet = async () => {
        while (open.size) {
          await Promise.allSettled(open)
          await new Promise((resolve) => setTimeout(resolve))
        }
      }
      await Promise.race([quiet(), late])
      clearTimeout(timer)
    },
  }
}
