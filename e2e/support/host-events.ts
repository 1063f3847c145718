import type { BrowserContext } from '@playwright/test'
import type { HostEventType } from '@mortise/shared'
import { eventProblem, eventTypes } from '../../packages/shared/test/event-problem.ts'

type Told = [type: HostEventType, event: string]

declare global {
  interface Window {
    /** Tells the test of an event of a host. */
    __event(...told: Told): void
  }
}

/**
 * Holds every event that a host of a page emits against its schema, while the page works as it would
 * without. Gives what was wrong so far.
 */
export async function checkHostEvents(context: BrowserContext): Promise<readonly string[]> {
  const wrong: string[] = []
  await context.exposeBinding('__event', (_, ...[type, event]: Told) => {
    const problem = eventProblem(type, JSON.parse(event) as object)
    if (problem) wrong.push(problem)
  })
  await context.addInitScript(listen, eventTypes)
  return wrong
}

interface Emitter {
  on(type: HostEventType, listener: (event: object) => void): unknown
}

/** Runs in the page, before any script of it. */
function listen(types: readonly HostEventType[]) {
  const tell = (type: HostEventType) => (event: object) => {
    // What a plugin throws may be anything, a part of the page too. It is free in the schema.
    window.__event(
      type,
      JSON.stringify(event, (key, value) => (key === 'cause' ? {} : value)),
    )
  }
  const hosts = new Set<Emitter>()
  const add = hosts.add.bind(hosts)
  // A host registers here before it emits anything.
  hosts.add = (host) => {
    const { on } = host
    let isHeard = false
    for (const type of types) if (type !== 'diagnostic') on(type, tell(type))
    // Diagnostics that nobody hears go to the console: whoever listens changes that.
    host.on = (type, listener) => {
      if (type === 'diagnostic' && !isHeard) on(type, tell(type))
      isHeard ||= type === 'diagnostic'
      return on(type, listener)
    }
    return add(host)
  }
  Object.assign(globalThis, { [Symbol.for('@mortise/hosts')]: hosts })
}
